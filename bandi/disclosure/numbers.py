"""Numbers that point at one person: telephones, identity documents, accounts. Check digits are reckoned where there are any.

May import: this package's plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from bandi.disclosure.known import Known
from bandi.disclosure.leaks import Leak
from bandi.disclosure.plain import Headed, Later, Plain, small

_S = r"[ .\-·)]{0,2}"
_PHONES = (
    ("korean_mobile", Later(rf"(?<![\d.])(?:\(?\+?82\)?{_S}\(?0?\)?{_S}|\(?0)1[016789]{_S}\d{{3,4}}{_S}\d{{4}}(?!\d)")),
    ("korean_line", Later(rf"(?<![\d.\-/])(?:\+?82{_S}\(?0?\)?{_S}|\(?0)(?:2|[3-6][1-5]|70|50[2-7]?)\)?[ .\-]{{1,2}}\d{{3,4}}[ .\-]\d{{4}}(?!\d)")),
    ("chinese_mobile", Later(rf"(?<![\d.\-])(?:(?:\+|00)?86{_S})?1[3-9]\d[ \-]?\d{{4}}[ \-]?\d{{4}}(?![\d\-])")),
    ("abroad", Later(r"(?<![\d.\-])(?:\+|00)[1-9]\d{0,2}[ .\-()]{1,2}(?:\d[ .\-()]{0,2}){6,12}\d(?!\d)")),
    ("abroad", Later(r"(?<![\d.\-])\+[1-9]\d{9,13}(?!\d)")),
)  # fmt: skip
_PHONE_WORD = Headed(r"(?:전화(?:번호)?|연락처|휴대전화|휴대폰|핸드폰|대포폰|손전화|phone|mobile|tel(?:ephone)?|call(?:ed|s|ing)?(?: her| him| me| us)?(?: on| at)?|电话|手机|reach(?:ed)?(?: her| him| me| them)? (?:on|at))\W{0,3}(?:(?:number|번호|is|was|no\.?|는|은|가|이|로)\W{0,3})*(\+?\d[\d \-.()]{6,17}\d)", re.I,
    heads=("전화", "연락처", "휴대전화", "휴대폰", "핸드폰", "대포폰", "손전화", "phone", "mobile", "tel", "call", "电话", "手机", "reach"))  # fmt: skip
_SERVICE = Later(r"1[568]\d\d-?\d{4}$|^(?:02|0)?1(?:12|19)$")

_RESIDENT = Later(r"(?<![\d\-])(\d{2})(\d{2})(\d{2}) ?[\- ]? ?([1-8])(\d{6}|[*●○X]{6})(?![\d\-])")
_RESIDENT_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_CHINESE = Later(r"(?<!\d)[1-8]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")
_CHINESE_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PASSPORT = Later(r"(?<![A-Za-z\d])(?:[MSRGD]\d{8}|[MSRGD]\d{3}[A-Z]\d{4}|[EG]\d{8}|E[A-HJ-NP-Z]\d{7}|PO?\d{7,8})(?![A-Za-z\d])")
_DOCUMENT_WORD = Headed(
    r"(?:passport|여권|공민증|공민증번호|護照|护照|identity card|citizen card|ID card|ID number|ID no\.?|신분증|주민(?:등록)?번호|외국인등록번호|registration number|driver'?s? licen[cs]e|운전면허(?:번호)?|travel (?:document|certificate)|visa)"
    r"(?:\W{0,3}(?:번호|number|no\.?|is|was|는|은|가|이)){0,3}\W{0,3}((?=[A-Z\d\-]{6,20}\b)(?=(?:[A-Z\-]{0,6}\d){5})[A-Z]{0,3}[\d\-]{5,20}[\dA-Z]{0,6})", re.I,
    heads=("passport", "여권", "공민증", "護照", "护照", "identity card", "citizen card", "id card", "id number", "id no", "신분증", "주민", "외국인등록번호", "registration number",
           "driver", "운전면허", "travel ", "visa"),
)  # fmt: skip
_LICENCE = Later(r"(?<![\d\-])(?:1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}(?![\d\-])")

_BANK = r"(?:국민|신한|우리|하나|농협|기업|수협|제일|씨티|대구|부산|광주|전북|경남|카카오|토스|케이|새마을금고|우체국|신협|산업)(?:은행|뱅크)?|KB|NH|IBK|SC제일|카카오뱅크|토스뱅크|새마을금고|우체국|은행|계좌(?:번호)?|입금|송금|예금주|account(?: number| no\.?)?|bank|remit\w*|deposit\w*|wire\w*|IBAN|SWIFT|Alipay|알리페이|银行|账号|卡号"
_ACCOUNT = Headed(
    rf"(?:{_BANK})[^\n\d]{{0,40}}?(?<!\d)(\d{{2,6}}(?:[ \-]\d{{2,8}}){{1,4}}|\d{{10,16}})(?![\d\-])", re.I,
    heads=("국민", "신한", "우리", "하나", "농협", "기업", "수협", "제일", "씨티", "대구", "부산", "광주", "전북", "경남", "카카오", "토스", "케이", "새마을금고", "우체국", "신협", "산업",
           "kb", "nh", "ibk", "sc제일", "은행", "계좌", "입금", "송금", "예금주", "account", "bank", "remit", "deposit", "wire", "iban", "swift", "alipay", "알리페이", "银行", "账号", "卡号"),
)  # fmt: skip
_ACCOUNT_BEFORE = Later(rf"(?<![\d\-])(\d{{3,6}}-\d{{2,6}}-\d{{2,8}}(?:-\d{{1,6}})?|\d{{11,14}})(?![\d\-])[ ,(:]{{0,3}}(?:{_BANK})", re.I)
_IBAN = Later(r"(?<![A-Z\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![A-Z\d])")
_CARD = Later(r"(?<![\d\-])(?:62|4\d|5[1-5])\d{2}[ \-]?\d{4}[ \-]?\d{4}[ \-]?\d{4}(?:[ \-]?\d{1,3})?(?![\d\-])")


# What each finder needs at the least: a text without it is passed over. Each follows from the patterns beneath it, and a test holds both against one another.
_PHONE_LIKE = Later(r"\+[1-9]|\d[\d \-.()·]{6}")
_DOCUMENT_LIKE = Later(r"\d(?:[A-Z\-]{0,6}\d){4}", re.I)
_SIX = Later(r"\d{6}")
_ACCOUNT_LIKE = Later(r"\d\d[ \-]\d\d|\d{10}")
_IBAN_LIKE = Later(r"[A-Z]{2}\d{2} ?[A-Z\d]{4}")
_CARD_LIKE = Later(r"\d{4}[ \-]?\d{4}")


def phones(plain: Plain, known: Known) -> Iterator[Leak]:
    """Yield telephone numbers that are not published: Korean, Chinese and others, also spelt out (공일공 …)."""
    text = plain.digits
    if not _PHONE_LIKE.search(text):
        return
    for detail, pattern in _PHONES:
        for found in pattern.finditer(text):
            if not known.is_open_contact(found.group()) and not _is_in_identity(text, found):
                yield Leak("phone", *_trimmed(found), detail, detail != "abroad")
    for found in _PHONE_WORD.within(text, plain.small if text is plain.text else small(text)):
        digits = re.sub(r"\D", "", found[1])
        if 8 <= len(digits) <= 15 and not _SERVICE.search(digits) and not known.is_open_contact(found[1]):
            yield Leak("phone", *found.span(1), "named", True)


def identity_numbers(plain: Plain, _known: Known) -> Iterator[Leak]:
    """Yield resident, foreigner, Chinese and passport numbers and driving licences."""
    text = plain.text
    if not _DOCUMENT_LIKE.search(text):
        return
    has_six = _SIX.search(text) is not None
    for found in _RESIDENT.finditer(text) if has_six else ():
        if not _is_day(found[1], found[2], found[3], found[4]) or _is_fraction(text, found):
            continue
        if not found[5].isdigit():
            yield Leak("identity_number", *found.span(), "half_hidden", True)
        else:
            digits = "".join(found.groups())
            yield Leak("identity_number", *found.span(), "check_digit" if resident_check(digits) else "resident", resident_check(digits))
    for found in _CHINESE.finditer(text) if has_six else ():
        yield Leak("identity_number", *found.span(), "check_digit" if chinese_check(found.group()) else "chinese", chinese_check(found.group()))
    for found in _PASSPORT.finditer(text):
        yield Leak("identity_number", *found.span(), "passport")
    for found in _LICENCE.finditer(text) if has_six else ():
        yield Leak("identity_number", *found.span(), "licence")
    for found in _DOCUMENT_WORD.within(text, plain.small):
        yield Leak("identity_number", *found.span(1), "document", True)


def accounts(plain: Plain, known: Known) -> Iterator[Leak]:
    """Yield account numbers near the word for a bank, IBANs and cards whose check digits fit."""
    text = plain.text
    if _ACCOUNT_LIKE.search(text):
        for found in chain(_ACCOUNT.within(text, plain.small), _ACCOUNT_BEFORE.finditer(text)):
            digits = re.sub(r"\D", "", found[1])
            if 9 <= len(digits) <= 16 and not known.is_open_contact(found[1]) and not re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d.*", found[1]):
                yield Leak("account", *found.span(1), "bank", True)
    for found in _IBAN.finditer(text) if _IBAN_LIKE.search(text) else ():
        if iban_check(found.group()) and not known.is_open_contact(found.group()):
            yield Leak("account", *found.span(), "check_digit", True)
    for found in _CARD.finditer(text) if _CARD_LIKE.search(text) else ():
        if luhn(re.sub(r"\D", "", found.group())):
            yield Leak("account", *found.span(), "check_digit", True)


def resident_check(digits: str) -> bool:
    """Return whether the check digit of a resident or foreigner number fits. Numbers given out since October 2020 have none."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _RESIDENT_WEIGHTS, strict=False))
    expected = (11 - total % 11) % 10
    return int(digits[12]) in ({expected, (expected + 2) % 10} if digits[6] in "5678" else {expected})


def chinese_check(number: str) -> bool:
    """Return whether the check sign of a Chinese resident number fits (ISO 7064, mod 11-2; GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _CHINESE_WEIGHTS, strict=False))
    return "10X98765432"[total % 11] == number[-1].upper()


def iban_check(number: str) -> bool:
    """Return whether an IBAN's check digits fit (ISO 13616, mod 97)."""
    plain = number.replace(" ", "")
    turned = plain[4:] + plain[:4]
    return 15 <= len(plain) <= 34 and int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1


def luhn(digits: str) -> bool:
    """Return whether a card's check digit fits (ISO/IEC 7812)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def _is_day(year: str, month: str, day: str, sex: str) -> bool:
    century = 1800 if sex in "90" else 1900 if sex in "1256" else 2000
    try:
        date(century + int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _is_fraction(text: str, found: re.Match[str]) -> bool:
    """Whether the digits are those after the point of a number smaller than one (0.6607275118969), not of a person."""
    start = found.start()
    return found.group().isdigit() and text[max(0, start - 2) : start] == "0." and not text[max(0, start - 3) : start - 2].isdigit()


def _is_in_identity(text: str, found: re.Match[str]) -> bool:
    """Whether the digits are part of a longer number: those of an identity card begin like a Chinese telephone's."""
    around = text[max(0, found.start() - 8) : found.end() + 8]
    return bool(_CHINESE.search(around) or _RESIDENT.search(around))


def _trimmed(found: re.Match[str]) -> tuple[int, int]:
    shift = len(found.group()) - len(found.group().lstrip(" ("))
    return found.start() + shift, found.end()
