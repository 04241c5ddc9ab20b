"""What was meant when the keyboard was in the other language: rkdwp is 강제, ㅗㅕㅡ무 is human.

The two-set (두벌식) layout. Source: KS X 5002.
"""

from .jamo import FINALS, INITIALS, MEDIALS, compose, is_letter, is_syllable, keystrokes

_KEYS = dict(
    zip(
        "qwertyuiopasdfghjklzxcvbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
_LATIN = {letter: key for key, letter in _KEYS.items()}
_PAIRS = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ", "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip


def to_hangul(latin: str) -> str:
    """Return the Hangul that the same keys would have written, or "" if they do not make whole syllables only."""
    if not latin.isascii() or not latin.isalpha():
        return ""
    keys = [_KEYS.get(key) or _KEYS[key.lower()] for key in latin]
    out: list[str] = []
    at = 0
    while at < len(keys):
        if keys[at] not in INITIALS or at + 1 >= len(keys) or keys[at + 1] not in MEDIALS:
            return ""
        initial, medial = keys[at], keys[at + 1]
        at += 2
        if at < len(keys) and medial + keys[at] in _PAIRS:
            medial = _PAIRS[medial + keys[at]]
            at += 1
        final = ""
        if at < len(keys) and keys[at] in FINALS and not (at + 1 < len(keys) and keys[at + 1] in MEDIALS):
            final = keys[at]
            at += 1
            pair = _PAIRS.get(final + keys[at]) if at < len(keys) else None
            if pair and not (at + 1 < len(keys) and keys[at + 1] in MEDIALS):
                final = pair
                at += 1
        out.append(compose(initial, medial, final))
    return "".join(out)


def to_latin(hangul: str) -> str:
    """Return the lower-case Latin letters that the same keys would have written, or "" if something is not Hangul."""
    if not all(is_syllable(character) or is_letter(character) for character in hangul):
        return ""
    return "".join(_LATIN[letter] for letter in keystrokes(hangul)).lower()
