"""Facts that each fit many and together fit few: age, place, day, occupation, family, a rare fact of one person in one passage.

Rule: a person, a place smaller than a province, and two of: an exact age, a day or month, an occupation, a family, something rare. After the
idea of quasi-identifiers (Sweeney 2002); not a reckoning of how many fit, for which nobody has the numbers of the North.
May import: this package.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from bandi.disclosure.birth import MONTHS
from bandi.disclosure.known import Known
from bandi.disclosure.leaks import Leak
from bandi.disclosure.plain import Plain

_TOWNS_EN = "Chongjin|Chŏngjin|Hoeryong|Hoeryŏng|Musan|Onsong|Onsŏng|Hyesan|Kanggye|Sinuiju|Sinŭiju|Wonsan|Hamhung|Hamhŭng|Kimchaek|Kilju|Rason|Rajin|Sonbong|Kyongwon|Kyonghung|Undok|Saebyol|Puryong|Yonsa|Samjiyon|Taehongdan|Pochon|Kapsan|Paegam|Unhung|Kaesong|Haeju|Sariwon|Nampo|Pyongsong|Anju|Kaechon|Tokchon|Sunchon|Tanchon|Sinpo|Hongwon|Manpo|Chosan|Uiju|Ryongchon|Kusong|Jongju|Songnim|Jongori|Yodok|Yodŏk|Pukchang|Yanji|Tumen|Longjing|Helong|Hunchun|Wangqing|Changbai|Linjiang|Dandong|Tonghua|Mudanjiang|Kunming"
_TOWNS_KO = "청진|회령|무산|온성|혜산|강계|신의주|원산|함흥|김책|길주|라선|나선|라진|나진|선봉|경원|경흥|은덕|새별|부령|연사|삼지연|대홍단|보천|갑산|백암|운흥|개성|해주|사리원|남포|평성|안주|개천|덕천|순천|단천|신포|홍원|만포|초산|의주|룡천|용천|구성|정주|송림|전거리|요덕|북창|연길|옌지|도문|투먼|용정|룽징|화룡|훈춘|왕청|장백|림강|단둥|단동|통화|목단강|쿤밍"
PLACE_EN = rf"\b(?:(?:{_TOWNS_EN})\b|[A-Z][\w'’ŏŭ\-]{1,30}(?:-ri|-gun|-si|-gu|-dong|-myon)\b|[A-Z][\w'’ŏŭ]{1,30} (?:County|City|village|Village|district|District|Town|town|Prefecture|camp|Camp|market|mine|Mine|prison|Prison)\b|(?:village|town) of [A-Z]\w+|Kyohwaso No\. ?\d+|[Cc]amp (?:No\. ?)?\d+)"
PLACE_KO = rf"(?<![가-힣])(?:(?:{_TOWNS_KO})(?=시|군|구|읍|에서|에|의|출신|로|을|를|,|\s|\))|[가-힣]{{2,4}}(?:로동자구|노동자구|구역)(?![가-힣]{{2}})|[가-힣]{{1,3}}군\s[가-힣]{{1,4}}(?:리|읍)(?=[\s에의,])|[가-힣]{{2,3}}(?:읍|리)(?=에서|에 |의 |출신|\s마을)|제?\d{{1,2}}호\s?(?:교화소|관리소)|[가-힣]{{2,4}}\s?(?:탄광|광산|교화소|관리소|농장|장마당|중학교|고등중학교))"
OCCUPATION_EN = r"\b(?:[Aa]n?|[Tt]he|as|former|once an?) (?:[\w\-]{1,24} ){0,2}(?:teacher|nurse|doctor|dentist|midwife|pharmacist|soldier|sergeant|lieutenant|captain|driver|miner|seamstress|tailor|cook|baker|fisherman|fisherwoman|farmer|engineer|accountant|clerk|guard|agent|interpreter|musician|violinist|accordionist|pianist|singer|dancer|painter|photographer|radio operator|railway worker|trader|smuggler|broker|inspector|prosecutor|judge|librarian|veterinarian|pharmacist|electrician|welder|logger|technician|announcer|athlete|gymnast|footballer|pilot|sailor|typist|professor|director|manager)\b"
OCCUPATION_KO = r"(?:교사|교원|선생|간호사|간호원|의사|한의사|약사|산파|군인|중대장|소대장|장교|운전사|운전수|광부|탄부|재봉사|재단사|요리사|어부|농장원|작업반장|기사|부기원|회계원|통역원|음악가|연주자|아코디언|바이올린|피아니스트|가수|무용수|화가|사진사|방송원|철도원|기관사|밀수꾼|장사꾼|보위원|보안원|안전원|검사|판사|사서|수의사|전기공|용접공|벌목공|기술자|체육인|선수|조종사|선원|타자수|교수|지배인|도당 간부|당비서|무역일꾼|대장장이)(?:로|였|이었|인|출신|이던|로서|으로|로 일|이다|입니다|이며|이자|,|\s|\))"
_AGE = re.compile(r"(?<!\d)(\d{1,2})[- ]years?[- ]old\b(?!s)|\b(?:aged?|at the age of|turned) (\d{1,2})\b(?!\s?(?:-|–|to|and (?:over|above|under))\s?\d?)|(?<=\w) \((\d{1,2})\)(?! ?persons)|(?<!\d)(?:만\s?)?(\d{1,2})\s?(?:세|살)(?:의|인|이|에|였|로|\s?(?:여성|남성|여자|남자|소녀|소년|청년))(?!상|하|르)|, (\d{1,2}), |\b(?:was|is|am|only) (\d{2})(?=[,.;]| and | when )")
_DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? {MONTHS}(?:,? \d{{4}})?|\b{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?\b|\b(?:in|since|of|early|late|mid-?) ?{MONTHS},? \d{{4}}|(?:19|20)\d{{2}}년\s?\d{{1,2}}월(?:\s?\d{{1,2}}일)?|(?:19|20)\d{{2}}[.\-]\s?\d{{1,2}}[.\-]\s?\d{{1,2}}|(?<!\d)\d{{1,2}}월\s?\d{{1,2}}일")
_PERSON = re.compile(r"\b(?:[Aa]n?|[Tt]he|[Oo]ne|[Aa]nother|[Tt]his|[Tt]hat|[Oo]nly) (?:[\w\-]{1,24},? ){0,4}(?:woman|man|girl|boy|mother|father|widow|widower|student|survivor|witness|prisoner|escapee|defector|detainee|patient|soldier|child|worker|teenager)\b(?!s)|\b(?:[Ss]he|[Hh]e|[Hh]er|[Hh]is|I|who)\b|(?:여성|남성|여자|남자|소녀|소년|증언자|생존자|피해자|목격자|수감자|학생|청년|어머니|아버지|과부|미망인|탈북민|환자|그녀|그는|저는|나는|할머니|할아버지)(?!들|\s?\d|[^.\n]{0,3}\d+\s?명)")
_FAMILY = re.compile(r"\b(?:[Mm]other|[Ff]ather) of (?:two|three|four|five|six|twins|an? |\d)|\bonly (?:son|daughter|child)\b|\btwins?\b|\b(?:two|three|four|five) (?:sons|daughters|children)\b|\bwidow(?:er)?\b|\borphan\b|[두세네]\s?(?:아이|딸|아들|자녀|남매|자매|형제)(?:의|를|가|와)|외아들|외동딸|쌍둥이|과부|미망인|고아|\d남\s?\d녀|(?:아들|딸)\s?(?:둘|셋|넷|하나)")
_RARE = re.compile(r"\b(?:the only|only (?:one|person|woman|man|survivor)|sole survivor|first (?:woman|man|person) to|lost (?:an? |her |his |both )(?:\w+ )?(?:leg|arm|hand|eye|foot|fingers?|legs|hands)|missing (?:\w+ )?(?:finger|leg|arm|eye)|scar|tattoo|blind|deaf|one-armed|amputat\w+|limp)\b|유일한|유일하게|홀로 살아남|다리를 잃|팔을 잃|손가락을? ?(?:이|을|를)?\s?(?:잃|잘|없)|한쪽 (?:눈|다리|팔)|흉터|문신|시각장애|청각장애|절단|최초의 여성")
_SENTENCE = re.compile(r"(?<=[다요음함까]\.)\s+|(?<=[a-z\d)\]][.!?])\s+(?=[A-Z\"“])|\n+")
_LONGEST = 420
_PLACES = (re.compile(PLACE_EN), re.compile(PLACE_KO))
_JOBS = (re.compile(OCCUPATION_EN), re.compile(OCCUPATION_KO))
_BIG_KO = re.compile(r"(?<![가-힣])[가-힣]{2,4}(?:시|군)(?=\s?(?:에서|에|의|출신|로|에\s?살))(?<!당시)(?<!동시)(?<!임시)(?<!잠시)(?<!다시)(?<!즉시)(?<!역시)(?<!혹시)(?<!몇시)(?<!서울시)(?<!미군)(?<!인민군)(?<!국군)(?<!해군)(?<!공군)(?<!육군)(?<!한국군)")


def combinations(plain: Plain, _known: Known) -> Iterator[Leak]:
    """Yield pairs of sentences in which one person is told by so much that few fit."""
    for start, end in _windows(plain.text):
        passage = plain.text[start:end]
        places = [hit for pattern in (*_PLACES, _BIG_KO) if (hit := pattern.search(passage))]
        if not places or not _PERSON.search(passage):
            continue
        facts = [hit for pattern in (_AGE, _DAY, _FAMILY, _RARE) if (hit := pattern.search(passage))]
        facts += [hit for pattern in _JOBS if (hit := pattern.search(passage))][:1]
        tells_a_person = any(pattern.search(passage) for pattern in (_AGE, _FAMILY, _RARE, *_JOBS))
        if len(facts) >= 2 and tells_a_person:
            hits = [*places, *facts]
            yield Leak("combination", start + min(hit.start() for hit in hits), start + max(hit.end() for hit in hits), "few_fit")


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Yield each sentence together with the next, none longer than a paragraph of a person's story needs."""
    cuts = [0, *[found.end() for found in _SENTENCE.finditer(text)], len(text)]
    spans = [(start, end) for start, end in itertools.pairwise(cuts) if end > start]
    for place, (start, end) in enumerate(spans):
        after = spans[place + 1][1] if place + 1 < len(spans) and "\n" not in text[start : spans[place + 1][0]] else end
        yield start, after if after - start <= _LONGEST else min(end, start + _LONGEST)
