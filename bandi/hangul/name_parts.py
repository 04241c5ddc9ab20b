"""Which Hangul words may be a person's name, so that its parts can be found apart: 김영희 as Kim and as Young-hee.

Generous on purpose: a common noun taken for a name costs two small index entries, a name not recognised is not found by
its given name in Latin letters. Not a judgment that a word is a name; see the naming library for that.
"""

SURNAMES = frozenset(
    "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채원천방공현함변염여추도소석선설마길연위"
    "표명기반라왕범금옥육인맹제모탁국어은편용리림량로"
)
COMPOUND_SURNAMES = frozenset(("남궁", "황보", "제갈", "선우", "사공", "독고", "서문", "동방"))
GIVEN_SYLLABLES = frozenset(
    "름읍"
    "가갑강건걸경계고곤관광교구국군권규균근금기길나낙남내네년노누니다단달담대덕도돈동두둘득디라락란람래량레려련렬령례로록룡루류륙륜률리린림만명모목몬"
    "몽무문미민바배백범법벨벽별병보복봉비빈빛사산삼상새샘생서석선설섭성세소솔솜송수숙순스슬승시식신실심싱아안애양언업엘여연열영예오옥온옹완왕욕용우욱"
    "운웅원월유육윤율은을음의이익인일임잎자잔장재쟁전점정제조종주준중지직진찬창채척천철초추춘출충치칠쾌키탁탄태택튼틀펄포표풍피필하학한해핵행향헌혁현"
    "협형혜호홍화환회횡효후훈훤휘휴흔흠흡흥희"
)


def split_name(word: str) -> tuple[str, str] | None:
    """Return (surname, given name) if `word` can be a Korean personal name of two to four syllables, else None."""
    surname = word[:2] if word[:2] in COMPOUND_SURNAMES else word[:1]
    given = word[len(surname) :]
    if surname not in SURNAMES and surname not in COMPOUND_SURNAMES:
        return None
    if len(given) != 2 or not all(syllable in GIVEN_SYLLABLES for syllable in given):
        return None
    return surname, given
