"""A form pressed twice makes one thing: the second press waits for the first and leads to what it made.

Guards against: two of the same record, part, note or sheet after a double click, an impatient second press on a slow line, or a page
                that is loaded anew after saving.
Guarantees:     the same words from the same opened form act once within this process. Words that were changed after going back
                act again, for then a second thing is meant.
Not for:        edits, which their version guards; nor a second process, which would act again as before.

May import: the foundation, Django.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from secrets import token_bytes
from threading import Lock
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from bandi.foundation.access.policies import account_of

FIELD = "once"
MOST_KEPT = 1_000
LONGEST_WAIT_SECONDS = 30


class _Press:
    """One form as it was pressed: who comes second waits here, and finds where the first was led."""

    def __init__(self) -> None:
        self.turn, self.place = Lock(), ""


_MARKED_WITH = token_bytes(32)
"""Words may be a testimony's: what is kept of them tells nothing without a key that ends with the process."""
_presses: OrderedDict[bytes, _Press] = OrderedDict()
_keeping = Lock()


def token() -> str:
    """Return what an opened form bears, so that pressing it twice is told from two forms of the same words."""
    return uuid4().hex


def made_nothing(answer: HttpResponse) -> HttpResponse:
    """Return an answer that leads on although nothing was made: the same press may come again, and is not told that it was saved."""
    answer.bandi_made_nothing = True  # type: ignore[attr-defined]
    return answer


def once(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view that makes something act once for each opened form that bears a token. It stands beneath `@needs`."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if request.method != "POST" or not request.POST.get(FIELD):
            return view(request, *args, **named)
        press = _press(request)
        is_mine = press.turn.acquire(timeout=LONGEST_WAIT_SECONDS)
        try:
            if press.place:
                messages.info(request, _("This was saved already; pressing twice makes nothing twice."))
                return redirect(press.place)
            answer = view(request, *args, **named)
            if answer.status_code == 302 and not getattr(answer, "bandi_made_nothing", False):
                press.place = answer["Location"]
            return answer
        finally:
            if is_mine:
                press.turn.release()

    return guarded


def _press(request: HttpRequest) -> _Press:
    words = sorted((name, value) for name, values in request.POST.lists() if name != "csrfmiddlewaretoken" for value in values)
    key = hashlib.blake2b(repr((account_of(request).pk, request.path, words)).encode(), key=_MARKED_WITH, digest_size=32).digest()
    with _keeping:
        press = _presses.setdefault(key, _Press())
        _presses.move_to_end(key)
        while len(_presses) > MOST_KEPT:
            _presses.popitem(last=False)
    return press
