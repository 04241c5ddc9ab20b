"""Other people mentioned: a relative or friend of whom the text says something by which she could be found.

"Her mother" is nobody; "her mother, a nurse in Hoeryong" is one woman in one clinic, who gave no consent.
May import: this package.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bandi.disclosure.combination import OCCUPATION_EN, OCCUPATION_KO, PLACE_EN, PLACE_KO
from bandi.disclosure.known import Known
from bandi.disclosure.leaks import Leak
from bandi.disclosure.plain import Plain

_KIN_EN = r"(?:(?:half|step|grand|foster|great)[- ]?)?(?:brother|sister|son|daughter|husband|wife|mother|father|uncle|aunt|cousin|nephew|niece|grandmother|grandfather|parents?|child|children|fianc[ée]+|boyfriend|girlfriend|partner|neighbou?r|friend|twin|widow)s?(?:-in-law)?"
_OWN_EN = r"(?:[Hh]er|[Hh]is|[Tt]heir|[Mm]y|[Tt]he (?:witness|woman|man|survivor|student|girl|boy)['’]s|[A-Z][\w\-]{0,24}['’]s|[Aa] (?:relative|friend|cousin))"
_EN = re.compile(rf"\b{_OWN_EN} (?:(?:younger|elder|older|eldest|youngest|only|late|own|former|first|second|third|two|three|four|five|best|close|Chinese|remaining|surviving|maternal|paternal|little|big|baby) ){{0,3}}{_KIN_EN}\b")
_DETAIL_EN = (
    re.compile(PLACE_EN), re.compile(r"\b(?:aged? \d{1,2}|\d{1,2}[- ]years?[- ]old|\(\d{1,2}\)|, \d{1,2},)"), re.compile(OCCUPATION_EN),
    re.compile(r"\b(?:still (?:lives?|living|there|in|inside|detained|held|works?)|remains? in|remained in|left behind in|works? (?:as|at|for|in)|employed (?:at|by)|serves? in|stationed|hiding in|hides? in|lives? (?:in|with|near|at)|(?:is|are|was|were) (?:detained|held|imprisoned|sent|working|serving|living))\b"),
)  # fmt: skip
_KIN_KO = r"(?:큰|작은|맏|둘째|셋째|막내|외|친|시|의붓)?\s?(?:남동생|여동생|동생|오빠|언니|누나|형|형부|매형|아들|딸|남편|아내|부인|어머니|아버지|엄마|아빠|삼촌|외삼촌|이모|고모|조카|사촌(?:\s?[가-힣]{1,2})?|할머니|할아버지|외할머니|부모|시어머니|시아버지|장모|장인|며느리|사위|약혼자|애인|이웃|친구|친척|자녀|아이)"
_KO = re.compile(rf"(?:(?:그녀의|그의|그녀는|제|내|저의|나의|우리|증언자의|피해자의|학생의|본인의|씨의|님의|자신의|[A-Z]의|[A-Z]씨의|[가-힣]○+의)\s?|(?<![가-힣]))({_KIN_KO})(?:들)?(?:인|이|가|은|는|을|를|의|과|와|도|에게|,|께서)?(?=[\s,(])")
_DETAIL_KO = (
    re.compile(PLACE_KO), re.compile(r"\d{1,2}\s?(?:세|살)(?!\s?(?:이상|이하|미만|부터|까지|~))|\(\d{1,2}\)"), re.compile(OCCUPATION_KO),
    re.compile(r"(?:아직|여전히|지금도)[^.\n]{0,20}(?:살|남|있|갇|수감|숨)|에\s?(?:살고|살며|남아|숨어|갇혀|수감|거주|근무|복무|다니)|에서\s?(?:일하|근무|복무|살고|장사|수감)"),
)  # fmt: skip
_OF_OUR_OWN = re.compile(r"\b(?:programme|program|workshop|event|families of|family members of)\b|프로그램|행사|간담회|유가족|피해자 가족|납북자 가족|가족협의회|이산가족|가족들|자녀들|부모들|어머니들|아이들|학생들|친구들")
_REACH = 90


def relatives(plain: Plain, _known: Known) -> Iterator[Leak]:
    """Yield relatives and friends of whom the same sentence tells a place, an age, an occupation or where they are kept."""
    text = plain.text
    for pattern, details in ((_EN, _DETAIL_EN), (_KO, _DETAIL_KO)):
        for found in pattern.finditer(text):
            sentence = re.split(r"(?<=[가-힣a-z)][.!?])\s|\n", text[found.end() : found.end() + _REACH])[0]
            around = text[max(0, found.start() - 12) : found.end() + 4]
            if _OF_OUR_OWN.search(around):
                continue
            hits = [hit for detail in details if (hit := detail.search(sentence))]
            strong = len(hits) > 1 or any(hit.start() < 45 for hit in hits)
            if hits and strong:
                yield Leak("relative", found.start(), found.end() + max(hit.end() for hit in hits), "relative")
