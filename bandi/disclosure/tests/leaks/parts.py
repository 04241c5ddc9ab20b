"""From what the leak set is put together by rule. All invented."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from bandi.disclosure.numbers import chinese_check, luhn, resident_check

SURNAMES = [("김", "Kim"), ("이", "Lee"), ("리", "Ri"), ("박", "Pak"), ("최", "Choe"), ("정", "Jong"), ("강", "Kang"), ("조", "Cho"), ("윤", "Yun"), ("장", "Jang"), ("림", "Rim"), ("한", "Han"), ("오", "O"), ("서", "So"), ("신", "Sin"), ("권", "Kwon"), ("황", "Hwang"), ("안", "An"), ("송", "Song"), ("류", "Ryu"), ("홍", "Hong"), ("문", "Mun"), ("양", "Yang"), ("손", "Son"), ("배", "Pae"), ("백", "Paek"), ("허", "Ho"), ("남", "Nam"), ("노", "Noh"), ("하", "Ha")]
GIVEN = [("영희", "Yong", "hui"), ("철수", "Chol", "su"), ("순옥", "Sun", "ok"), ("금순", "Kum", "sun"), ("명화", "Myong", "hwa"), ("은주", "Un", "ju"), ("성일", "Song", "il"), ("향란", "Hyang", "ran"), ("복실", "Pok", "sil"), ("달래", "Dal", "lae"), ("보름", "Bo", "reum"), ("이슬", "I", "seul"), ("동혁", "Dong", "hyok"), ("춘화", "Chun", "hwa"), ("미경", "Mi", "gyong"), ("광철", "Kwang", "chol"), ("해연", "Hae", "yon"), ("옥분", "Ok", "bun"), ("진아", "Jin", "a"), ("경애", "Kyong", "ae"), ("수련", "Su", "ryon"), ("용남", "Yong", "nam"), ("단비", "Dan", "bi"), ("설매", "Sol", "mae")]
TOWNS = [("회령", "Hoeryong"), ("무산", "Musan"), ("혜산", "Hyesan"), ("온성", "Onsong"), ("청진", "Chongjin"), ("함흥", "Hamhung"), ("신의주", "Sinuiju"), ("연길", "Yanji"), ("길주", "Kilju"), ("단천", "Tanchon")]
JOBS = [("교사", "teacher"), ("간호사", "nurse"), ("운전사", "driver"), ("광부", "miner"), ("재봉사", "seamstress"), ("용접공", "welder"), ("요리사", "cook"), ("사진사", "photographer")]
KIN = [("남동생", "younger brother"), ("언니", "elder sister"), ("아들", "son"), ("딸", "daughter"), ("남편", "husband"), ("어머니", "mother"), ("이모", "aunt"), ("삼촌", "uncle"), ("사촌", "cousin"), ("할머니", "grandmother")]
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
TREES = [("솔방울", "Solbangul"), ("도토리", "Dotori"), ("은방울", "Eunbangul"), ("다람쥐", "Daramjwi"), ("버들잎", "Beodeulip")]


def name(dice: Random, language: str) -> str:
    """Return an invented name in Hangul, or in one of the ways it is romanised."""
    (hangul, latin), (given, first, last) = dice.choice(SURNAMES), dice.choice(GIVEN)
    if language == "ko":
        return hangul + given
    return dice.choice([f"{latin} {first}-{last}", f"{latin} {first} {last.capitalize()}", f"{latin} {first}{last}", f"{first}-{last} {latin}", f"{latin.upper()}, {first} {last.capitalize()}"])


def named(dice: Random, language: str) -> str:
    ko = ["⟦{n}⟧ 씨는 그 일을 또렷이 기억하고 있었다.", "그 자리에는 ⟦{n}⟧도 있었다고 한다.", "수용소에서 만난 ⟦{n}⟧이 먼저 말을 걸었다.", "사진 속 인물은 ⟦{n}⟧이다.", "탈북민 ⟦{n}⟧({a})은 이름을 밝히지 말아 달라고 했다.", "명단 셋째 줄: ⟦{n}⟧, 여, {a}세", "편지는 ⟦{n}⟧에게 전해졌다.", "친구 ⟦{n}⟧를 마지막으로 본 것은 겨울이었다.", "⟦{n}⟧ 할머니의 이야기는 여기서 끝난다.", "통역은 ⟦{n}⟧ 선생이 맡았다."]
    en = ["⟦{n}⟧ remembered every word of it.", "Among those present was ⟦{n}⟧, they say.", "In the camp ⟦{n}⟧ spoke to her first.", "The person in the picture is ⟦{n}⟧.", "Escapee ⟦{n}⟧ ({a}) asked us not to print this.", "Third line of the list: ⟦{n}⟧, female, {a}", "The letter was handed to ⟦{n}⟧ at dusk.", "She last saw her friend ⟦{n}⟧ in winter.", "Here the story of ⟦{n}⟧ ends.", "The interpreter that day was ⟦{n}⟧."]
    return dice.choice(ko if language == "ko" else en).format(n=name(dice, language), a=dice.randint(18, 77))


def relative(dice: Random, language: str) -> str:
    (kin_ko, kin_en), (town_ko, town_en), (job_ko, job_en), age = dice.choice(KIN), dice.choice(TOWNS), dice.choice(JOBS), dice.randint(7, 80)
    ko = [f"⟦그의 {kin_ko}은 {town_ko}에서 {job_ko}로⟧ 일한다.", f"⟦{kin_ko}({age})은 아직 {town_ko}에 남아⟧ 있다.", f"증언자는 말했다. “⟦제 {kin_ko}가 {town_ko}에 살고⟧ 있어요.”", f"⟦그녀의 {kin_ko}는 올해 {age}세로 {town_ko} 장마당에서 일한다⟧.", f"떠나던 날 ⟦{kin_ko}는 {town_ko}에 숨어⟧ 있었다."]
    en = [f"⟦His {kin_en} works as a {job_en} in {town_en}⟧.", f"⟦Her {kin_en} ({age}) is still in {town_en}⟧.", f"“⟦My {kin_en} lives near {town_en}⟧,” the witness said.", f"⟦Her {kin_en}, {age} years old, trades at the market in {town_en}⟧.", f"On the day they left, ⟦his {kin_en} was hiding in {town_en}⟧."]
    return dice.choice(ko if language == "ko" else en)


def code(dice: Random, language: str) -> str:
    year, number = dice.randint(2009, 2025), dice.randint(1, 480)
    marks = [f"{dice.choice('WPSV')}-{year}-{number:03d}", f"{{person:{dice.choice('WP')}{number}}}", f"W{year}-{number:03d}", f"{{witness:{number}}}", f"WIT-{number:04d}"]
    ko = ["⟦{c}⟧의 진술에 따르면 문은 잠겨 있지 않았다.", "각주 7은 ⟦{c}⟧에서 옮긴 것이다.", "⟦{c}⟧를 길게 옮기지 말 것.", "사진 제공: ⟦{c}⟧"]
    en = ["According to ⟦{c}⟧ the door was never locked.", "Footnote 7 is taken from ⟦{c}⟧.", "Do not quote ⟦{c}⟧ at length.", "Photograph: ⟦{c}⟧"]
    return dice.choice(ko if language == "ko" else en).format(c=dice.choice(marks))


def phone(dice: Random, language: str) -> str:
    tail = f"{dice.randint(0, 199):04d}"
    forms = [f"010-5550-{tail}", f"010 5550 {tail}", f"0105550{tail}", f"+82-10-5550-{tail}", f"+86 139 5550 {tail}", f"1395550{tail}", f"031-555-{tail}", f"+66 8 5550 {tail}", f"011-555-{tail}"]
    ko = ["브로커의 번호는 ⟦{t}⟧이었다.", "⟦{t}⟧로 문자만 보내라고 했다.", "어머니 전화 ⟦{t}⟧ (밤 9시 이후)", "쪽지에 ⟦{t}⟧라고 적혀 있었다."]
    en = ["The broker answered at ⟦{t}⟧.", "Text only, ⟦{t}⟧, never call.", "Mother's phone ⟦{t}⟧ (after nine)", "The note said ⟦{t}⟧ and nothing else."]
    return dice.choice(ko if language == "ko" else en).format(t=dice.choice(forms))


def _resident(dice: Random) -> str:
    head = f"{dice.randint(50, 99):02d}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}{dice.choice('12')}{dice.randint(0, 99999):05d}"
    return next(f"{head[:6]}-{head[6:]}{digit}" for digit in "0123456789" if resident_check(f"{head}{digit}"))


def _chinese(dice: Random) -> str:
    head = f"222401{dice.randint(1950, 2004)}{dice.randint(1, 12):02d}{dice.randint(1, 28):02d}{dice.randint(1, 999):03d}"
    return next(head + sign for sign in "0123456789X" if chinese_check(head + sign))


def identity(dice: Random, language: str) -> str:
    number = dice.choice([_resident(dice), _resident(dice)[:8] + "******", _chinese(dice), f"M{dice.randint(55500000, 55599999)}", f"M{dice.randint(100, 999)}A{dice.randint(1000, 9999)}"])
    ko = ["신분증에는 ⟦{t}⟧라고 찍혀 있다.", "첨부 2: ⟦{t}⟧ 사본", "담당자는 ⟦{t}⟧를 소리 내어 읽었다.", "서류 번호가 아니라 본인 번호 ⟦{t}⟧이다."]
    en = ["The card was stamped ⟦{t}⟧.", "Annex 2: copy of ⟦{t}⟧", "The officer read ⟦{t}⟧ aloud.", "Not a file number but her own, ⟦{t}⟧."]
    return dice.choice(ko if language == "ko" else en).format(t=number)


def online(dice: Random, language: str) -> str:
    word, number = dice.choice(["plum", "heron", "maple", "nightboat", "acorn", "dotori"]), dice.randint(10, 999)
    if dice.random() < 0.5:
        address = f"{word}{number}@{dice.choice(['acorn.example', 'mail.example', 'squirrel.example'])}"
        ko, en = ["⟦{t}⟧로 답장이 왔다.", "메일: ⟦{t}⟧"], ["An answer came from ⟦{t}⟧.", "Mail: ⟦{t}⟧"]
        return dice.choice(ko if language == "ko" else en).format(t=address)
    app = dice.choice([("카카오톡", "KakaoTalk"), ("위챗", "WeChat"), ("텔레그램", "Telegram"), ("QQ", "QQ")])
    handle = f"{word}{dice.choice(['_', '.', ''])}{number}"
    ko = [f"{app[0]} 아이디는 ⟦{handle}⟧이다.", f"{app[0]}: ⟦{handle}⟧", f"{app[0]} ⟦{handle}⟧로 사진을 보냈다."]
    en = [f"Her {app[1]} ID is ⟦{handle}⟧.", f"{app[1]}: ⟦{handle}⟧", f"The pictures came by {app[1]} from ⟦{handle}⟧."]
    return dice.choice(ko if language == "ko" else en)


def _card(dice: Random) -> str:
    head = f"6222{dice.randint(0, 10**11 - 1):011d}"
    digits = next(head + digit for digit in "0123456789" if luhn(head + digit))
    return " ".join(digits[place : place + 4] for place in range(0, 16, 4))


def account(dice: Random, language: str) -> str:
    bank = dice.choice([("국민은행", "Kookmin Bank"), ("신한은행", "Shinhan Bank"), ("농협", "Nonghyup Bank"), ("우리은행", "Woori Bank"), ("카카오뱅크", "Kakao Bank")])
    number = dice.choice([f"110-{dice.randint(100, 999)}-{dice.randint(100000, 999999)}", f"{dice.randint(100000, 999999)}-{dice.randint(10, 99)}-{dice.randint(100000, 999999)}", f"3333-{dice.randint(10, 99)}-{dice.randint(1000000, 9999999)}", f"{dice.randint(10**12, 10**13 - 1)}"])
    if dice.random() < 0.2:
        return {"ko": f"브로커가 건넨 카드 ⟦{_card(dice)}⟧는 남의 것이었다.", "en": f"The broker's card, ⟦{_card(dice)}⟧, belonged to somebody else."}[language]
    ko = [f"{bank[0]} ⟦{number}⟧로 나누어 보냈다.", f"입금 계좌: ⟦{number}⟧ ({bank[0]})", f"{bank[0]} 계좌번호 ⟦{number}⟧, 예금주는 밝히지 않음"]
    en = [f"It was sent in parts to {bank[1]} ⟦{number}⟧.", f"Account: ⟦{number}⟧ ({bank[1]})", f"{bank[1]} account number ⟦{number}⟧, holder not named"]
    return dice.choice(ko if language == "ko" else en)


def whereabouts(dice: Random, language: str) -> str:
    tree, house, flat = dice.choice(TREES), dice.randint(2, 180), dice.randint(101, 1808)
    point = f"4{dice.randint(1, 3)}.{dice.randint(1000, 99999)}, 12{dice.randint(4, 9)}.{dice.randint(1000, 99999)}"
    ko = [f"지금 사는 곳은 ⟦새벽시 안개구 {tree[0]}로 {house}⟧이다.", f"⟦{tree[0]}길 {house}-{flat % 20 + 1}⟧ 지하방에서 지냈다.", f"⟦{tree[0]}아파트 {house}동 {flat}호⟧로 소포를 보냈다.", f"건넌 지점은 ⟦{point}⟧이다.", f"숨은 곳: ⟦안개동 {house}-{flat % 30 + 1}번지⟧"]
    en = [f"She now lives at ⟦{house} {tree[1]}-ro⟧, Saebyeok.", f"They slept in a cellar at ⟦{house} Acorn Street⟧.", f"Parcels go to ⟦{house} {tree[1]}-gil, {flat}-ho⟧.", f"The crossing was at ⟦{point}⟧.", f"Hideout: ⟦Apartment {flat}, Squirrel House⟧."]
    return dice.choice(ko if language == "ko" else en)


def birth(dice: Random, language: str) -> str:
    year, month, day = dice.randint(1938, 2012), dice.randint(1, 12), dice.randint(1, 28)
    ko = [f"그녀는 ⟦{year}년 {month}월 {day}일⟧에 태어났다.", f"⟦{year}년 {month}월 {day}일⟧생, 미혼", f"생년월일: ⟦{year}-{month:02d}-{day:02d}⟧", f"출생 ⟦{year}.{month}.{day}.⟧", f"⟦{year}년 {month}월⟧생으로 학교는 다니지 못했다."]
    en = [f"She was born on ⟦{day} {MONTHS[month - 1]} {year}⟧.", f"Born ⟦{MONTHS[month - 1]} {day}, {year}⟧; unmarried", f"Date of birth: ⟦{year}-{month:02d}-{day:02d}⟧", f"Birth date ⟦{day:02d}/{month:02d}/{year}⟧.", f"He was born in ⟦{MONTHS[month - 1]} {year}⟧ and never went to school."]
    return dice.choice(ko if language == "ko" else en)


def combination(dice: Random, language: str) -> str:
    town, job, age = dice.choice(TOWNS), dice.choice(JOBS), dice.randint(19, 74)
    year, month, day = dice.randint(2004, 2023), dice.randint(1, 12), dice.randint(1, 28)
    ko = [f"⟦{town[0]} 출신의 {age}세 여성 {job[0]}⟧가 증언했다. 아이를 업고 건넜다고 한다.", f"⟦{age}세의 남성은 {town[0]}에서 {job[0]}로 일하다 {year}년 {month}월⟧ 끌려갔다.", f"증언자는 ⟦{year}년 {month}월 {day}일 {town[0]}에서 체포된 {job[0]}⟧이다.", f"⟦두 아이의 어머니인 {age}세 여성은 {town[0]}⟧에서 왔다.", f"⟦{town[0]}의 {job[0]}였던 그는 유일한 생존자로 {age}세⟧였다."]
    en = [f"⟦A {age}-year-old woman from {town[1]}, once a {job[1]}⟧, carried her child across.", f"⟦The man, aged {age}, worked in {town[1]} as a {job[1]} until {MONTHS[month - 1]} {year}⟧, when he was taken.", f"The witness is ⟦a {job[1]} who was arrested in {town[1]} on {day} {MONTHS[month - 1]} {year}⟧.", f"⟦A mother of two, {age} years old, came from {town[1]}⟧.", f"⟦He had been a {job[1]} in {town[1]} and at {age} was the only survivor⟧."]
    return dice.choice(ko if language == "ko" else en)


def small_cell(dice: Random, language: str) -> dict[str, Any]:
    """A table of people in which one cell is small, or can be reckoned from the sum."""
    heads = {"ko": [("지역", "여성(명)", "남성(명)"), ("연령", "생존자", "가족"), ("학교", "멘티", "멘토")], "en": [("Area", "Women", "Men"), ("Age", "Survivors", "Family members"), ("School", "Mentees", "Mentors")]}[language]
    _, *columns = dice.choice(heads)
    rows = [dice.choice(TOWNS)[language == "en"] for _ in range(3)]
    counts: list[list[int | None]] = [[dice.randint(6, 60) for _ in columns] for _ in rows]
    row, column = dice.randrange(3), dice.randrange(2)
    if dice.random() < 0.3:
        columns.append("계" if language == "ko" else "Total")
        for line in counts:
            line.append(sum(value or 0 for value in line))
        counts[row][column], counts[row][2] = None, (counts[row][1 - column] or 0) + dice.randint(1, 4)
    else:
        counts[row][column] = dice.randint(1, 4)
    return {"table": {"columns": columns, "rows": rows, "counts": counts}, "row": row, "column": column}


def file(dice: Random, language: str) -> dict[str, Any]:
    """A file whose metadata, hidden parts, name or captions tell."""
    who = name(dice, language)
    told: list[dict[str, Any]] = [
        {"name": "statement.docx", "facts": {"creator": who, "title": "Draft"}, "where": "metadata:creator"},
        {"name": "report.docx", "facts": {"lastmodifiedby": who}, "where": "metadata:lastmodifiedby"},
        {"name": "photo.jpg", "facts": {"width": "1200", "place": "recorded", "camera": "Acorn 5"}, "where": "metadata:place"},
        {"name": "draft.docx", "problems": ["changes-inside"], "where": "inside"},
        {"name": "draft.docx", "problems": ["comments-inside"], "facts": {"creator": "Microsoft Word"}, "where": "inside"},
        {"name": "table.xlsx", "problems": ["hidden-inside"], "where": "inside"},
        {"name": f"{who.replace(',', '').replace(' ', '_')}.pdf", "where": "name"},
        {"name": "scan.pdf", "facts": {"author": who, "producer": "LibreOffice 24.2"}, "where": "metadata:author"},
        {"name": "notes.odt", "facts": {"description": f"{who} 010-5550-{dice.randint(0, 199):04d}"}, "where": "metadata:description"},
        {"name": "page.html", "captions": [{"ko": f"왼쪽부터 {who}, 통역", "en": f"From the left: {who}, the interpreter"}[language]], "where": "caption:1"},
        {"name": "page.html", "captions": [{"ko": "행사장 모습", "en": "The hall"}[language], {"ko": "증언자의 얼굴 사진", "en": "Portrait of a survivor at the window"}[language]], "where": "caption:2"},
    ]
    return {"file": told[dice.randrange(len(told))] | {"draw": dice.randrange(100)}}


def clean(dice: Random, language: str) -> dict[str, Any]:
    """A text, a table or a file in which nothing tells of anybody, though it is full of numbers, places and words like names."""
    kind = dice.random()
    if kind < 0.12:
        columns, rows = (["여성(명)", "남성(명)"], ["1분기", "2분기", "3분기"]) if language == "ko" else (["Women", "Men"], ["Spring", "Summer", "Autumn"])
        if dice.random() < 0.5:
            columns = ["횟수", "부수"] if language == "ko" else ["Sessions", "Copies"]
            return {"language": language, "table": {"columns": columns, "rows": rows, "counts": [[dice.randint(1, 9) for _ in columns] for _ in rows]}}
        return {"language": language, "table": {"columns": columns, "rows": rows, "counts": [[dice.choice([0, *range(5, 80)]) for _ in columns] for _ in rows]}}
    if kind < 0.2:
        file = dice.choice([{"name": f"report-20{dice.randint(10, 25)}-{language}.pdf", "facts": {"creator": "Typst 0.13", "title": {"ko": "활동 보고", "en": "Activity report"}[language]}}, {"name": f"chart-{dice.randint(1, 40)}.png", "facts": {"width": str(dice.randint(400, 2000)), "software": "LibreOffice"}}, {"name": f"list-{dice.randint(1, 99)}.csv"}, {"name": "page.html", "captions": [{"ko": f"제{dice.randint(2, 40)}회 독서 모임 행사장", "en": f"The hall before session {dice.randint(2, 40)}"}[language]]}])
        return {"language": language, "file": file}
    town, tree = dice.choice(TOWNS), dice.choice(TREES)
    year, month, day, number = dice.randint(2005, 2025), dice.randint(1, 12), dice.randint(1, 28), dice.randint(6, 480)
    masked = dice.choice([(f"{s}○○", f"{e} OO") for s, e in SURNAMES] + [(f"{s}○희", f"{e} O-hui") for s, e in SURNAMES])
    texts = {
        "ko": [
            f"{year}년 {month}월 {day}일 제네바에서 열린 회의에 {number}명이 참석했다.", f"제{number % 40 + 1}회 정기총회는 {month}월 {day}일에 열렸다.", f"{year}년 예산은 {number},{dice.randint(100, 999)},000원이다.",
            f"결의 {number % 60 + 10}/{day}에 따라 보고서를 제출하였다.", f"{masked[0]} 학생은 이번 학기에 장학금을 받았다.", f"{masked[0]}은 이름을 밝히지 않았다.", f"문서 A/HRC/{number % 60 + 10}/{day}의 {month}쪽을 보라.",
            f"북한의 {town[0]} 지역에서 식량 가격이 {number % 40 + 3}% 올랐다.", f"참가자 {number}명 가운데 여성은 {number // 2 + 5}명이었다.", f"19세 이상 {number % 20 + 25}세 미만 청년 {number}명을 모집한다.",
            f"책은 {year}년 {month}월에 초판 {number}부를 찍었다.", f"방송은 매주 {['월', '화', '수', '목', '금'][day % 5]}요일 {month + 8}시에 나간다.", f"증언자 {dice.choice('ABCDEF')}씨의 말은 다른 진술과 일치한다.",
            f"조사단은 {number}건의 사례를 검토하고 권고 {day}개를 냈다.", f"정부 대표단은 {month}월 {day}일 질의에 답하지 않았다.", f"{tree[0]} 도서관은 {year}년에 문을 열었다.", f"행사는 서울 {['종로', '중구', '마포'][day % 3]}에서 {month}월에 열릴 예정이다.",
            f"연구원은 {number}쪽 분량의 보고서를 정리하였다.", f"지난해보다 {number}명 늘어난 {number + 210}명이 서명했다.", f"부모들과 아이들 {number}명이 {tree[0]} 마당에 모였다.", f"환율은 1달러에 1,{dice.randint(100, 420)}원으로 계산하였다.",
            f"이 법은 {year}년 {month}월 {day}일부터 시행된다.", f"우편물 {number}통을 {day}개국에 보냈다.", f"위원회 위원 {day}명이 성명에 동참하였다.",
        ],
        "en": [
            f"{number} people came to the Geneva meeting of {day} {MONTHS[month - 1]} {year}.", f"The {number % 40 + 1}th general assembly was held on {day} {MONTHS[month - 1]}.", f"The budget for {year} was {number},{dice.randint(100, 999)},000 KRW.",
            f"The report was submitted under resolution {number % 60 + 10}/{day}.", f"{masked[1]} received a scholarship this term.", f"{masked[1]} did not give a name.", f"See A/HRC/{number % 60 + 10}/{day}, page {month}.",
            f"Prices of food rose by {number % 40 + 3} per cent in the {town[1]} area.", f"Of {number} participants {number // 2 + 5} were women.", f"We look for {number} young people aged 19 to {number % 20 + 25}.",
            f"The first {number} copies were printed in {MONTHS[month - 1]} {year}.", f"The broadcast goes out every {['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'][day % 5]} at {month + 8}:00.", f"What witness {dice.choice('ABCDEF')} said agrees with other statements.",
            f"The mission looked at {number} cases and made {day} recommendations.", f"The delegation of the State did not answer on {day} {MONTHS[month - 1]}.", f"The {tree[1]} Library opened in {year}.", f"The event will be held in Seoul in {MONTHS[month - 1]}.",
            f"Researchers put together a report of {number} pages.", f"{number + 210} people signed, {number} more than last year.", f"Parents and {number} children met in the {tree[1]} garden.", f"One dollar was reckoned at 1,{dice.randint(100, 420)} won.",
            f"The law has been in force since {day} {MONTHS[month - 1]} {year}.", f"We sent {number} parcels to {day} countries.", f"{day} members of the committee joined the statement.",
        ],
    }[language]
    return {"language": language, "text": dice.choice(texts)}


MAKERS: dict[str, Callable[[Random, str], str | dict[str, Any]]] = {
    "name": named, "relative": relative, "code": code, "phone": phone, "identity_number": identity, "online": online, "account": account,
    "whereabouts": whereabouts, "birth": birth, "combination": combination, "small_cell": small_cell, "file": file,
}  # fmt: skip
