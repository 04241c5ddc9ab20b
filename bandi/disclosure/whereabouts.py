"""Where somebody can be found: street addresses to the house, and coordinates.

A province, a city or a county alone is no address.
May import: this package's plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bandi.disclosure.known import Known
from bandi.disclosure.leaks import Leak
from bandi.disclosure.plain import Later, Plain

_KOREAN = (
    Later(r"(?:[가-힣]{1,5}(?:시|군|구|읍|면)\s{1,3}){0,3}[가-힣\d·]{2,10}(?:대로|(?<!으)로|길)(?:\s?\d{1,3}번?길)?\s?(?:지하\s?)?\d{1,4}(?:-\d{1,4})?(?!\d|[년월일시분명개회차원%학단]|호선)(?:\s?,?\s?\d{1,4}동)?(?:\s?,?\s?\d{1,5}호)?"),
    Later(r"(?:[가-힣]{1,5}(?:시|군|구|읍|면)\s{1,3}){0,3}[가-힣]{1,6}\d{0,2}(?:동|리|가|반)\s+\d{1,4}(?:-\d{1,4})?\s?번지(?:\s?\d{1,3}호)?"),
    Later(r"[가-힣A-Za-z\d]{2,14}\s?(?:아파트|빌라|맨션|오피스텔|주공|연립)\s*(?:[A-Z가-힣]?\d{1,4}동\s*)?\d{1,5}호"),
    Later(r"(?<![\d가-힣])\d{1,4}동\s+\d{2,5}호(?!\w)"),
    Later(r"[가-힣]{2,5}(?:동|리|구)\s*\d{1,3}\s?(?:인민반|반)(?:\s*\d{1,3}호)?"),
    Later(r"[가-힣]{1,5}(?:읍|면|동|리)\s+\d{1,4}-\d{1,4}(?!\d|[년월일명])"),
)  # fmt: skip
_ENGLISH = (
    Later(r"\b\d{1,5}(?:-\d{1,4})?,?\s+(?:[A-Z][\w'’\-]{0,24}\s+){1,3}(?:Street|St\.|Road|Rd\.?|Avenue|Ave\.?|Lane|Drive|Boulevard|Blvd\.?|Court|Close|Crescent|Terrace|Square|Alley|Way)(?![\w])(?:,?\s+(?:Apt\.?|Apartment|Flat|Unit|Room|Floor)\s*#?\d+\w?)?"),
    Later(r"\b\d{1,4}(?:-\d{1,4})?,?\s+[A-Z][\w'’]{0,24}(?:-[\w']{1,20}){0,2}-(?:daero|ro|gil|dong|ri)(?:\s?\d{1,3}(?:beon)?-gil)?\b(?:,?\s+\d{1,4}-dong)?(?:,?\s+\d{1,5}-ho)?"),
    Later(r"\b[A-Z][\w'’]{0,24}(?:-[\w']{1,20}){0,2}-(?:daero|ro|gil|dong|ri)\s+\d{1,4}(?:-\d{1,4})?\b"),
    Later(r"\b(?:Apt\.?|Apartment|Flat|Unit|Room)\s*#?\d{1,5}[A-Za-z]?(?:-\d{1,5})?\b,?\s+(?:[A-Z\d][\w'’\-]{0,24},?\s{0,2}){1,4}"),
    Later(r"\b(?:Building|Block|Bldg\.?)\s*#?\d{1,4},?\s+(?:Apt\.?|Apartment|Flat|Unit|Room|No\.)\s*#?\d{1,5}\b"),
    Later(r"\b(?:lives?|lived|living|stays?|stayed|hiding|hides?|hidden|resid\w+|home|house|address|moved)\b[^.\n]{0,30}?\b(?:at|is|:|to)\s+(?:No\.\s*)?\d{1,5}(?:-\d{1,4})?,?\s+[A-Z][\w'’\-]{1,24}(?:\s[A-Z][\w'’\-]{1,24}){0,3}"),
    Later(r"\bpeople'?s? unit\s*(?:no\.?\s*)?\d{1,3}|\binminban\s*(?:no\.?\s*)?\d{1,3}", re.I),
)  # fmt: skip
_CHINESE = Later(r"[\u4e00-\u9fff]{2,8}(?:路|街|巷|村|镇|鎮|屯)\s?\d{1,5}\s?(?:号|號|组|組)(?:\s?\d{1,4}(?:室|号楼|单元))?")

_DECIMAL = Later(r"(?<![\d.])[+-]?(?:[0-8]?\d)\.\d{3,}\s?°?\s?[NS]?\s?[,;/ ]\s?[+-]?(?:1[0-7]\d|\d?\d)\.\d{3,}\s?°?\s?[EW]?(?!\d|\.\d)")
_DEGREES = Later(r"(?<!\d)\d{1,3}\s?[°º도]\s?\d{1,2}\s?['′’분](?:\s?\d{1,2}(?:\.\d+)?\s?(?:[\"″”]|''|초))?\s?[NSEW북남동서]?(?:[ ,]{1,2}(?:동경|서경|북위|남위)?\s?\d{1,3}\s?[°º도]\s?\d{1,2}\s?['′’분](?:\s?\d{1,2}(?:\.\d+)?\s?(?:[\"″”]|''|초))?\s?[NSEW]?)?")
_NAMED = Later(r"(?:위도|북위|lat(?:itude)?)\s?[:=]?\s?\d{1,2}\.\d{2,}[^\n]{0,16}?(?:경도|동경|lon(?:g(?:itude)?)?|lng)\s?[:=]?\s?\d{1,3}\.\d{2,}", re.I)
_LINK = Later(r"geo:-?\d+\.\d+,-?\d+\.\d+|(?:maps?\.|/maps?)[\w./?=&@!:%+\-]{0,80}?-?\d{1,2}\.\d{3,},-?\d{1,3}\.\d{3,}|\bw3w:|///[a-z]+\.[a-z]+\.[a-z]+", re.I)
_GRID = Later(r"\b(?:5[0-4])[N-V]\s?[A-HJ-NP-Z]{2}\s?\d{4,5}\s?\d{4,5}\b|\b[23456789CFGHJMPQRVWX]{8}\+[23456789CFGHJMPQRVWX]{2,3}\b")
_SURE = (_DECIMAL, _DEGREES, _NAMED, _LINK, _GRID)


_EVERY: tuple[tuple[str, Later, Later], ...] = (
    ("coordinates", Later(r"\.\d{3}"), _DECIMAL), ("coordinates", Later(r"\d\s?[°º도]"), _DEGREES), ("coordinates", Later(r"\.\d{2}"), _NAMED),
    ("coordinates", Later(r"geo:|map|w3w|///", re.I), _LINK), ("coordinates", Later(r"\+|5[0-4][N-V]"), _GRID),
    ("address", Later("Street|St\\.|Road|Rd|Ave|Lane|Drive|Boulevard|Blvd|Court|Close|Crescent|Terrace|Square|Alley|Way"), _ENGLISH[0]),
    ("address", Later("-(?:daero|ro|gil|dong|ri)"), _ENGLISH[1]), ("address", Later("-(?:daero|ro|gil|dong|ri)"), _ENGLISH[2]),
    ("address", Later("(?:Apt|Apartment|Flat|Unit|Room)\\b"), _ENGLISH[3]), ("address", Later("Building|Block|Bldg"), _ENGLISH[4]),
    ("address", Later("live|living|stay|hid|resid|home|house|address|moved"), _ENGLISH[5]), ("address", Later("people|inminban", re.I), _ENGLISH[6]),
    ("address", Later("[\u4e00-\u9fff]"), _CHINESE),
    ("address", Later(r"(?:로|길)\s?(?:지하\s?)?\d"), _KOREAN[0]), ("address", Later("번지"), _KOREAN[1]), ("address", Later(r"\d호"), _KOREAN[2]), ("address", Later(r"\d호"), _KOREAN[3]),
    ("address", Later(r"\d\s?(?:인민반|반)"), _KOREAN[4]), ("address", Later(r"(?:읍|면|동|리)\s+\d{1,4}-"), _KOREAN[5]),
)  # fmt: skip
"""What is looked for, with what it needs at the least: a text without that is passed over."""


def whereabouts(plain: Plain, known: Known) -> Iterator[Leak]:
    """Yield addresses to the house that are not published, and coordinates."""
    text = plain.text
    for detail, needs, pattern in _EVERY:
        if needs.search(text):
            for found in pattern.finditer(text):
                if not known.is_open_contact(found.group()):
                    yield Leak("whereabouts", *found.span(), detail, detail == "coordinates")
