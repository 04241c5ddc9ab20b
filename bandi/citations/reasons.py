"""Why a finding was made, in words, in English and Korean."""

from __future__ import annotations

from collections.abc import Sequence

from .echo import FEATURES, Pair
from .naming import Named
from .words import glossary

HOW = {
    "named": ("by name or abbreviation", "이름이나 약칭으로"),
    "named_ko": ("by its Korean name", "한국어 이름으로"),
    "name_variant": ("by a variant or misspelling of its name", "이름의 변형이나 오기로"),
    "footnote": ("as a source in a note", "각주의 출처로"),
    "see_also": ("in a note, after “see also”", "각주의 ‘참조’로"),
    "ibid": ("by “ibid.”, meaning the source before", "‘같은 글(ibid.)’로 앞의 출처를 가리켜"),
    "supra": ("by a reference to an earlier note", "앞의 각주를 가리켜"),
    "op_cit": ("by “op. cit.”", "‘앞의 글(op. cit.)’로"),
    "short_title": ("by the title of its work", "저작의 제목으로"),
    "short_form": ("by a short form of its name", "이름의 준말로"),
    "defined_abbreviation": ("by a form the document defines", "문서가 정의한 약칭으로"),
    "undefined_abbreviation": ("by its abbreviation, which the document does not explain", "문서에서 설명하지 않은 약칭으로"),
    "abbreviation_with_place": ("by an abbreviation, told apart by the place", "소재지로 구별되는 약칭으로"),
    "abbreviation_collision": ("by an abbreviation that another organisation shares; please check", "다른 단체와 같은 약칭으로(확인 필요)"),
    "joint": ("as a member of a joint submission", "공동 제출의 구성원으로"),
}


def why_named(named: Named, name: str) -> tuple[str, str]:
    """Return why a paragraph is held to name an organisation."""
    english, korean = [], []
    for number, _start, _end, hows, _sure, label in named.evidence:
        where = ("the text", "본문") if number is None else (f"note {number}", f"각주 {number}")
        ways = [HOW[how] for how in hows if how in HOW]
        extra = f" ({label})" if label else ""
        english.append(f"{where[0]}: {', '.join(way[0] for way in ways)}{extra}")
        korean.append(f"{where[1]}: {', '.join(way[1] for way in ways)}{extra}")
    shown_english, shown_korean = "; ".join(dict.fromkeys(english)), "; ".join(dict.fromkeys(korean))
    if named.is_joint:
        return (
            f"{name} is meant only as a member of a joint submission. {_capital(shown_english)}.",
            f"{name}: 공동 제출의 구성원으로만 언급됩니다. {shown_korean}.",
        )
    return f"{name} is named. {_capital(shown_english)}.", f"{name}: 이름을 밝혀 언급합니다. {shown_korean}."


def why_echo(pair: Pair, shared: Sequence[str]) -> tuple[str, str]:
    """Return why a passage is held to echo an ask. shared: the keys of the terms both have."""
    known = glossary()
    values = dict(zip(FEATURES, pair.measures, strict=True))
    actions = [key for key in shared if known.kinds.get(key[1:]) == "action" and key[0] == "#"]
    objects = [key for key in shared if key not in actions]
    english, korean = [], []
    if actions:
        english.append("the same action (" + ", ".join(_word(key, 0) for key in actions) + ")")
        korean.append("같은 행동(" + ", ".join(_word(key, 1) for key in actions) + ")")
    if objects:
        english.append("the same object (" + ", ".join(_word(key, 0) for key in objects[:6]) + ")")
        korean.append("같은 대상(" + ", ".join(_word(key, 1) for key in objects[:6]) + ")")
    share = round(100 * values["ask_covered"])
    tail = f"; {share} % of the ask is covered", f"; 요구의 {share}%에 해당"
    caution_english, caution_korean = "", ""
    if not values["is_asking"]:
        caution_english, caution_korean = " The passage reports and does not ask.", " 이 구절은 서술이며 요구가 아닙니다."
    if values["denies"]:
        caution_english, caution_korean = " The passage may deny it.", " 이 구절은 부인하는 내용일 수 있습니다."
    return (
        f"{_capital(' and '.join(english) or 'similar wording')}{tail[0]}. An echo is no proof of cause.{caution_english}",
        f"{', '.join(korean) or '비슷한 표현'}{tail[1]}. 반향은 인과관계의 증거가 아닙니다.{caution_korean}",
    )


def _word(key: str, language: int) -> str:
    if key[0] != "#":
        return key
    english, korean = glossary().words[key[1:]]
    return korean or english if language else english


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
