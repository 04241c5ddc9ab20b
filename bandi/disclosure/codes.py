"""Codes and marks under which people stand in the files: W-2024-017, {person:…}.

A code tells an outsider nothing by itself and everything to whoever gets hold of the list; in a text that leaves it is a slip.
May import: this package's plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bandi.disclosure.known import Known
from bandi.disclosure.leaks import Leak
from bandi.disclosure.plain import Headed, Plain

_WORD = re.compile(r"[\w가-힣][\w.\-]*")
_TOKEN = re.compile(r"\{\{?\s*(?:person|witness|name|survivor|subject|victim|사람|증언자|이름|인물)\s*[:\-=|.]?[^{}\n]{0,60}\}\}?|\[\[?\s*(?:person|witness|증언자|이름)\s*[:\-=|][^\[\]\n]{1,60}\]\]?", re.I)
_CODE = re.compile(r"(?<![A-Za-z\d/\-])[WPSVCNIDRTK][\-_ ]?(?:19|20)\d{2}[\-_ ]\d{2,5}(?![\d/\-])")
_LONGER = re.compile(r"(?<![A-Za-z\d/\-])(?:WIT|SUR|VIC|PER|STM|STMT|DEF|CASE|RES|FAM|INT|TST|증언|증|구출|사례)[\-_ ]?(?:\d{2,4}[\-_])?\d{2,6}(?![\d/\-])")
_NAMED = Headed(r"(?:witness|survivor|testimony|statement|case file|client|interviewee|증언자|생존자|사례|면담자|구술자|내담자)\s*(?:code|number|no\.?|file|ID|번호|코드)\s*(?:is|was|:|는|은)?\s*([A-Z]{0,3}-?\d[\d\-]{1,12})", re.I,
    heads=("witness", "survivor", "testimony", "statement", "case file", "client", "interviewee", "증언자", "생존자", "사례", "면담자", "구술자", "내담자"))  # fmt: skip
_NUMBER = re.compile(r"\d")
_ID = re.compile(r"(?<![\da-f])[\da-f]{8}-[\da-f]{4}-[1-5][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}(?![\da-f])", re.I)


def codes(plain: Plain, known: Known) -> Iterator[Leak]:
    """Yield the caller's own codes, tokens that were not filled in, and what looks like a code."""
    text = plain.text
    if known.codes:
        for found in _WORD.finditer(text):
            whole = found.group().rstrip(".-")
            code = next((part for part in (whole, re.sub(r"[가-힣]+$", "", whole)) if part in known.code_set), "")
            if code:
                yield Leak("code", found.start(), found.start() + len(code), "own_code", True)
    has_number = _NUMBER.search(text) is not None
    for detail, pattern, is_there in (("token", _TOKEN, "{" in text or "[" in text), ("code", _CODE, has_number), ("code", _LONGER, has_number), ("record_id", _ID, has_number)):
        for found in pattern.finditer(text) if is_there else ():
            yield Leak("code", *found.span(), detail, detail == "token")
    for found in _NAMED.within(text, plain.small) if has_number else ():
        yield Leak("code", *found.span(1), "code")
