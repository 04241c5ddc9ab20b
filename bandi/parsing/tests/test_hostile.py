"""Files made to harm: none succeeds, none costs more than 20 s of processor or 512 MiB (F39)."""

from __future__ import annotations

import functools

import pytest

from bandi.parsing import Item, Reading, items, jail, page_images, read, reading, rows
from bandi.parsing.errors import ParsingError
from bandi.parsing.kinds import TABLES, suffix_of
from bandi.parsing.limits import MIB, Limits
from bandi.parsing.tests import attacks_documents  # noqa: F401 - its attacks join the list
from bandi.parsing.tests.attacks_archives import ATTACKS, READ, Attack
from bandi.parsing.tests.conftest import Listener

pytestmark = pytest.mark.usefixtures("jail_works")
ALSO = {
    **dict.fromkeys(TABLES, (rows,)),
    **dict.fromkeys(("zip", "eml"), (items,)),
    **dict.fromkeys(("pdf", "png", "jpg", "gif", "tif"), (lambda source, *, name: sum(1 for _ in page_images(source, name=name)),)),
}
# They use whatever they are given; `bench.hostile` gives them the whole 20 s.
ENDLESS = {"html_with_a_million_attributes", "pdf_pattern_that_never_ends"}
SLOW = {
    "pdf_flate_bomb", "pdf_flate_within_flate", "pdf_forms_that_double", "pdf_pattern_that_never_ends", "hwp_record_bomb", "hwp_stream_bomb",
    "mail_within_mail", "mail_with_thousands_of_parts", "html_with_a_million_attributes", "xlsx_more_rows_than_allowed", "pdf_form_within_itself",
    "png_just_below_the_limit", "png_text_bomb", "pdf_of_ten_thousand_pages", "csv_of_many_columns_and_rows", "csv_quote_that_never_closes",
    "csv_field_of_many_megabytes", "xlsx_one_cell_at_the_far_end", "ole_every_sector_leads_to_itself",
}  # fmt: skip


@pytest.mark.parametrize("attack", [pytest.param(one, id=one.id, marks=[pytest.mark.slow] if one.id in SLOW else []) for one in ATTACKS])
def test_a_hostile_file_gets_nothing(attack: Attack, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    if attack.id in ENDLESS:
        monkeypatch.setattr(reading, "Limits", functools.partial(Limits, processor=4))
    document = attack.make(listener.server.getsockname()[1])
    allowed = tuple(one for one in attack.allowed if isinstance(one, type))

    with jail.watched() as runs:
        for ask in (read, *ALSO.get(suffix_of(attack.name), ())):
            try:
                answer = ask(document, name=attack.name)
            except ParsingError as problem:
                assert isinstance(problem, allowed), repr(problem)
                assert "passwd" not in str(problem)
                continue
            assert READ in attack.allowed, "it should have been refused"
            _harmless(answer)

    assert listener.heard == 0
    assert max((run.processor for run in runs), default=0) < 20
    assert max((run.peak for run in runs), default=0) < 512 * MIB
    assert max((run.wall for run in runs), default=0) < 65


def _harmless(answer: object) -> None:
    """Nothing of the host is in an answer, and no name in it leads anywhere."""
    if isinstance(answer, Reading):
        assert "root:" not in answer.text
        assert not set("\u202e\x1b\x00") & set(answer.text)
        assert len(answer.text.encode()) < 2 * MIB
    if isinstance(answer, tuple):
        for one in answer:
            if isinstance(one, Item):
                assert not set("/\\\n\x00\u202e") & set(one.name)
                assert one.name not in {"", ".", "..", "link.txt", "device.txt"}


def test_the_list_is_what_the_documents_say() -> None:
    assert len(ATTACKS) == len({one.id for one in ATTACKS}) >= 80
