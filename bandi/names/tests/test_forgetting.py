"""What was read is forgotten when it is asked for."""

from __future__ import annotations

import gc

from bandi.names import compare, forget, parsing
from bandi.names.comparing import matcher


def test_no_name_is_remembered_afterwards() -> None:
    secret = "Zzam" + "bori"  # put together here, so that the constant itself is not the find
    compare(f"Kim {secret}", "김점보", kind="person")
    compare(f"{secret} Trading", "점보무역회사", kind="organisation")
    assert parsing.read.cache_info().currsize

    assert forget() > 0

    assert parsing.read.cache_info().currsize == 0
    gc.collect()
    held = [found for found in gc.get_objects() if isinstance(found, (tuple, list, dict)) and any(isinstance(x, str) and secret.lower() in x.lower() and x != secret for x in found)]
    assert [found for found in held if not isinstance(found, dict) or "secret" not in found] == []


def test_after_forgetting_everything_works_as_before() -> None:
    before = compare("Kim Young-hee", "김영희").probability
    forget()
    assert len(matcher().given) == 1, "a new matcher has met nothing but the mask"
    assert compare("Kim Young-hee", "김영희").probability == before
