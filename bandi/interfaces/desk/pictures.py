"""Answering with a picture that was made anew from pixels, and saying no to one that could not be.

May import: the foundation, Django.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse

from bandi.foundation.records.previews import Busy
from bandi.foundation.records.reader_words import why_not
from bandi.foundation.vault.errors import HolderAway, QuotaReached
from bandi.parsing import ParsingError


def drawn(picture: bytes | None, problem: Exception | None = None) -> HttpResponse:
    """Return a page as PNG that nobody keeps. Without one: 503 or 429 where a later try may succeed, else 404.

    Raises: Http404, also where the reader may not open the file: it looks like one that is not there.
    """
    if picture is None:
        if isinstance(problem, QuotaReached):
            return HttpResponse(status=429, headers={"Retry-After": str(problem.again_in)})
        if isinstance(problem, Busy | HolderAway):
            return HttpResponse(status=503, headers={"Retry-After": "5"})
        if isinstance(problem, ParsingError):
            return HttpResponse(why_not(problem), status=422, content_type="text/plain; charset=utf-8")
        raise Http404
    answer = HttpResponse(picture, content_type="image/png")
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
