"""At the gate: a view that hands something out, and what becomes of it when the gate does not open.

Every view that answers with a file is marked `@at_the_gate` and calls `releasing.leave` before it answers; `tests/house/test_outputs.py` walks
them. What is withheld leads to the gate's page, where each objection stands with its place and can be answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import wraps
from hashlib import sha256
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from bandi.foundation.records import releasing
from bandi.foundation.records.errors import Withheld
from bandi.foundation.records.models import Receipt

View = Callable[..., HttpResponseBase]


def at_the_gate(view: View) -> View:
    """Lead to the gate's page when what a view hands out is withheld."""

    @wraps(view)
    def passing(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Withheld as withheld:
            return redirect("desk:gate", withheld.receipt)

    passing.is_at_the_gate = True  # type: ignore[attr-defined]
    return passing


def sent(pieces: Iterable[bytes], receipt: Receipt) -> Iterator[bytes]:
    """Yield a stream and note its digest on the receipt when the whole of it was sent."""
    digest = sha256()
    for piece in pieces:
        digest.update(piece)
        yield piece
    releasing.close(receipt, digest.digest())
