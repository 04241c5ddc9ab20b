"""The invented texts of the specimen, as (English, Korean) pairs."""

from __future__ import annotations

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

STATEMENT = (
    "Lantern Street keeps a light on for those who were taken away, and for those who wait for them.",
    "등불거리는 끌려간 사람들과 그들을 기다리는 사람들을 위해 불을 켜 둡니다.",
)
MISSION = (
    (
        "We record who is missing, carefully and for as long as it takes.",
        "누가 사라졌는지 정확하게, 끝까지 기록합니다.",
    ),
    ("We carry what families tell us to those who can act on it.", "가족의 증언을 행동할 수 있는 이들에게 전합니다."),
    (
        "We learn and teach, so that nobody has to begin again from nothing.",
        "아무도 처음부터 다시 시작하지 않도록 배우고 가르칩니다.",
    ),
    (
        "We stand beside those who came back, in daily life as in court.",
        "돌아온 이들의 곁에서 일상과 법정을 함께합니다.",
    ),
    ("We account for every sum and every number that we publish.", "공개하는 모든 금액과 수치에 책임을 집니다."),
)
FOREWORD = (
    (
        "A year can be told in numbers or in faces. This report does both, and where the two do not agree it says so.",
        "한 해는 숫자로도, 얼굴로도 이야기할 수 있습니다. 이 보고서는 두 가지를 모두 담았고, 둘이 서로 다를 때는 그렇다고 밝혔습니다.",
    ),
    (
        "When Lantern Street was founded in a room above a stationer's shop, there were four chairs and one telephone. Today eleven people work here, and some two hundred volunteers come and go. What has not changed is the notebook by the door in which every visitor is asked one question: whom are you looking for? The answers fill nineteen volumes, and each of them is a promise.",
        "문구점 위층의 작은 방에서 등불거리를 시작했을 때 우리에게는 의자 네 개와 전화기 한 대가 있었습니다. 지금은 열한 명이 일하고 이백여 명의 자원활동가가 드나듭니다. 변하지 않은 것은 문 옆에 놓인 공책입니다. 찾아오는 이마다 같은 질문을 받습니다. 누구를 찾고 계십니까? 그 대답이 열아홉 권을 채웠고, 하나하나가 약속입니다.",
    ),
    (
        "In 2031 we were able to keep more of these promises than in any year before. The draft statute on absence reached the plenary; the Working Group took up nine of our cases; thirty-one families received an answer, although not always the one they had hoped for. We also failed: two requests for information were refused, and one office abroad had to close. You will find these here as well.",
        "2031년에는 그 어느 해보다 많은 약속을 지킬 수 있었습니다. 부재선고에 관한 법률안이 본회의에 올랐고, 실무그룹은 우리가 제출한 사건 아홉 건을 다루었으며, 서른한 가족이 바라던 것과 같지는 않더라도 답을 받았습니다. 실패도 있었습니다. 정보공개 청구 두 건이 거부되었고, 해외 사무소 한 곳은 문을 닫아야 했습니다. 그 또한 이 보고서에 적었습니다.",
    ),
    (
        "To all who lent us a chair, an hour, a sentence or a coin: thank you. The lights on the cover are yours.",
        "의자 하나, 한 시간, 한 문장, 동전 한 닢을 내어 주신 모든 분께 감사드립니다. 표지의 불빛은 여러분의 것입니다.",
    ),
)
SIGNED = ("Ara Han, Director — 20 February 2032", "대표 한아라, 2032년 2월 20일")
LEAD = (
    "Nobody returns because of a letter alone. But where nobody writes, nobody is asked; and where nobody is asked, the list of names closes by itself.",
    "편지 한 통만으로 돌아오는 사람은 없습니다. 그러나 아무도 쓰지 않으면 아무도 질문받지 않고, 아무도 질문받지 않으면 명단은 저절로 닫힙니다.",
)
QUOTE = (
    "I had read the book before, but never with someone who had waited as long as I have. We did not agree about the ending, and walked to the station still arguing.",
    "전에도 읽은 책이었지만 저만큼 오래 기다린 사람과 함께 읽은 것은 처음이었습니다. 결말에 대해서는 생각이 달랐고, 역까지 걸어가면서도 계속 이야기했습니다.",
)
SMALL = (
    "Attendances and people are counted apart: a person who came to nine evenings is nine attendances and one person.",
    "연인원과 실인원은 따로 세었습니다. 아홉 번 참석한 한 사람은 연인원 9명, 실인원 1명입니다.",
)
SENTENCES = (
    (
        "We met the rapporteur's office to present nine cases and the pattern that connects them: a visit at night, a paper without a signature, and an office that denies having issued it. The office asked for dates of birth and for the consent of each family; both were sent within the month.",
        "특별보고관실을 만나 아홉 건의 사건과 그 사이의 공통된 양상을 설명했습니다. 한밤의 방문, 서명 없는 종이, 그리고 발급 사실을 부인하는 기관입니다. 보고관실은 생년월일과 각 가족의 동의를 요청했고, 우리는 한 달 안에 모두 보냈습니다.",
    ),
    (
        "The discussion turned on a single question: from which day is a person absent? The answer decides who may open a bank account, who may remarry, and who must go on paying rent for an empty room.",
        "논의는 하나의 질문으로 모였습니다. 사람은 언제부터 부재자가 되는가? 그 답에 따라 누가 계좌를 열 수 있는지, 누가 재혼할 수 있는지, 누가 빈방의 월세를 계속 내야 하는지가 정해집니다.",
    ),
    (
        "Forty people came, more than the room has chairs for. Three of them spoke in public for the first time; their names are withheld at their wish.",
        "의자보다 많은 마흔 명이 왔습니다. 그중 세 사람은 처음으로 사람들 앞에서 이야기했고, 본인들의 뜻에 따라 이름은 밝히지 않습니다.",
    ),
    (
        "The letter asks the Ministry to publish the list of closed registers, to name a contact for families, and to answer within sixty days. Thirteen organisations signed it. A reply came on the fifty-ninth day.",
        "서한은 폐쇄된 대장의 목록을 공개하고, 가족을 위한 담당자를 지정하며, 60일 안에 회신할 것을 요청했습니다. 열세 개 단체가 서명했고, 59일째 되는 날 회신이 왔습니다.",
    ),
    (
        "Preparation took longer than the event itself: two readings of the draft, a rehearsal with the interpreters, and a morning spent on the order of names.",
        "행사 자체보다 준비가 더 오래 걸렸습니다. 초안을 두 번 읽고, 통역과 함께 연습하고, 이름의 순서를 정하는 데 오전을 모두 썼습니다.",
    ),
    (
        "The exhibition shows twenty-six objects that were left behind, each with the sentence its owner's family chose for it. A pair of reading glasses stands beside a timetable of trains that no longer run; a school certificate beside a recipe. Visitors may write a sentence of their own, and more than three hundred did.",
        "전시에는 남겨진 물건 스물여섯 점이 가족이 고른 한 문장과 함께 놓였습니다. 돋보기 옆에는 이제 다니지 않는 기차의 시간표가, 졸업장 옆에는 요리법이 있습니다. 관람객도 자신의 문장을 남길 수 있었고, 삼백 명이 넘는 이들이 그렇게 했습니다.",
    ),
    (
        "Volunteers and participants worked in pairs for fourteen weeks. At the end both sides wrote down what they had learned from the other, and the two lists were of the same length.",
        "자원활동가와 참가자는 열네 주 동안 짝을 이루어 함께했습니다. 마지막 날 서로에게서 배운 것을 적었는데, 두 목록의 길이가 같았습니다.",
    ),
)
TITLES = (
    ("Meeting with the Office of the Special Rapporteur on Empty Chairs", "빈 의자 특별보고관실 면담"),
    ("Press conference in front of the Ministry of Returns", "귀환부 앞 기자회견"),
    ("Round table: from which day is a person absent?", "원탁회의: 사람은 언제부터 부재자가 되는가"),
    ("Submission to the Working Group, 131st session", "실무그룹 제131차 회기 의견서 제출"),
    ("Town hall for young families", "젊은 가족을 위한 타운홀"),
    (
        "Exhibition “What Was on the Table” with a talk by its curator and an evening of readings in four languages",
        "전시 「식탁 위에 있던 것들」과 큐레이터 강연, 네 언어로 읽는 낭독의 밤",
    ),
    ("Saturday class", "토요학급"),
    ("Visit of the delegation from Port Amber", "앰버항 대표단 방문"),
    ("Statement on the closing of the registers", "대장 폐쇄에 관한 성명"),
)
MEETINGS = (
    (("Deputy Permanent Representative of Northland", "노스랜드 차석대사 면담"), ("3 March", "3월 3일")),
    (("Side event: the register as evidence", "부대행사: 증거로서의 대장"), ("4 March", "3월 4일")),
    (("Secretariat of the Working Group", "실무그룹 사무국 면담"), ("6 March", "3월 6일")),
)
PLACES = (
    ("Seoul", "서울"),
    ("Hall of the Old Post Office, Jongno-gu, Seoul", "서울 종로구 옛우체국 강당"),
    ("Online", "온라인"),
    ("Geneva, Switzerland", "스위스 제네바"),
    ("Port Amber", "앰버항"),
)
KINDS = (
    ("Meeting", "면담"),
    ("Press conference", "기자회견"),
    ("Round table", "토론회"),
    ("Submission", "의견서"),
    ("Exhibition", "전시"),
)
FACTS = (
    (
        ("Partners", "협력 단체"),
        (
            "Harbour Law Group, Northern Lamps, Committee of Families (Port Amber)",
            "항구법률모임, 북녘등불, 가족위원회(앰버항)",
        ),
    ),
    (("Our people", "참여자"), ("Ara Han (speaker), Bom Kim (host)", "한아라(발표), 김봄(진행)")),
    (("Audience", "참석"), ("about 120 people, of whom 34 online", "약 120명, 온라인 34명 포함")),
    (
        ("Asked for", "요청 사항"),
        (
            "publication of the closed registers; a named contact for families; an answer within sixty days",
            "폐쇄 대장 공개, 가족 담당자 지정, 60일 이내 회신",
        ),
    ),
    (("Outcome", "결과"), ("Reply received on 11 July 2031", "2031년 7월 11일 회신")),
)
POINTS = (
    ("that the register of 1998 be opened to families without a fee;", "1998년 대장을 가족에게 무료로 공개할 것"),
    ("that each refusal be given in writing, with its reason;", "거부할 때는 사유를 적어 서면으로 알릴 것"),
    (
        "that the commission report once a year, in public, on what it has found, what it is still looking for, and what it has given up looking for.",
        "위원회는 찾은 것, 찾고 있는 것, 찾기를 그만둔 것을 해마다 공개적으로 보고할 것",
    ),
)
ADDRESSEES = (
    ("Minister of Returns", "귀환부 장관"),
    ("Chair of the Working Group on Empty Chairs", "빈 의자 실무그룹 의장"),
    ("Members of the Foreign Affairs Committee", "외교위원회 위원"),
)
BOOKS = (
    ("The Lamp and the Stair", "『등불과 계단』"),
    ("Nineteen Notebooks", "『열아홉 권의 공책』"),
    ("On Waiting", "『기다림에 대하여』"),
    ("A Grammar of Doors", "『문의 문법』"),
)
QUESTIONS = (
    ("May one forget on purpose?", "일부러 잊어도 되는가?"),
    ("Who owns a letter: the writer or the one who kept it?", "편지의 주인은 쓴 사람인가, 간직한 사람인가?"),
    ("What does a house know?", "집은 무엇을 알고 있는가?"),
    ("When is a silence an answer?", "침묵은 언제 대답이 되는가?"),
)
OUTLETS = (("Amber Post", "앰버포스트"), ("Radio North", "북방라디오"), ("The Daily Lamp", "등불일보"))
MONEY = (
    (("Family support", "가족 지원"), 56),
    (("Advocacy", "옹호 활동"), 41),
    (("Learning", "교육"), 27),
    (("Documentation and archive", "기록과 보관"), 18),
    (("Office", "사무국 운영"), 12),
)
POINTS_ON_MAP = (
    (("Seoul", "서울"), 37.5665, 126.978, 94, ("South Korea", "대한민국")),
    (("Ansan", "안산"), 37.3219, 126.8309, 14, ("South Korea", "대한민국")),
    (("Busan", "부산"), 35.1796, 129.0756, 5, ("South Korea", "대한민국")),
    (("Gwangju", "광주"), 35.1595, 126.8526, 3, ("South Korea", "대한민국")),
    (("Gangneung", "강릉"), 37.7519, 128.8761, 2, ("South Korea", "대한민국")),
    (("Jeju", "제주"), 33.4996, 126.5312, 3, ("South Korea", "대한민국")),
    (("Incheon", "인천"), 37.4563, 126.7052, 4, ("South Korea", "대한민국")),
    (("Geneva", "제네바"), 46.2044, 6.1432, 7, ("Switzerland", "스위스")),
    (("Washington, D.C.", "워싱턴 D.C."), 38.9072, -77.0369, 8, ("United States", "미국")),
    (("New York", "뉴욕"), 40.7128, -74.006, 3, ("United States", "미국")),
    (("Tokyo", "도쿄"), 35.6762, 139.6503, 3, ("Japan", "일본")),
    (("London", "런던"), 51.5072, -0.1276, 2, ("United Kingdom", "영국")),
    (("Brussels", "브뤼셀"), 50.8476, 4.3572, 1, ("Belgium", "벨기에")),
    (("Berlin", "베를린"), 52.52, 13.405, 1, ("Germany", "독일")),
    (("Vilnius", "빌뉴스"), 54.6872, 25.2797, 2, ("Lithuania", "리투아니아")),
    (("Bangkok", "방콕"), 13.7563, 100.5018, 1, ("Thailand", "태국")),
)
COLOPHON = (
    (("Published by", "발행"), ("Lantern Street Alliance for the Missing", "사단법인 등불거리")),
    (("Director", "대표"), ("Ara Han", "한아라")),
    (("Edited by", "편집"), ("Bom Kim, Sol Park", "김봄, 박솔")),
    (("Address", "주소"), ("3F, 12 Lantern Street, Old Town", "구시가 등불거리 12, 3층")),
    (
        ("Contact", "연락처"),
        ("office@lantern-street.example · +00 0 000 0000", "office@lantern-street.example · 00-000-0000"),
    ),
    (("Published on", "발행일"), ("20 February 2032", "2032년 2월 20일")),
)
COLOPHON_NOTE = (
    "This report may be copied and passed on as long as nothing is added to it and nothing is taken away.",
    "이 보고서는 더하거나 빼지 않는 한 자유롭게 복사하고 나눌 수 있습니다.",
)
NOTE = (
    "Lantern Street, register of submissions, as of 31 December 2031; drafts that were not filed are not counted.",
    "등불거리 의견서 대장, 2031년 12월 31일 기준. 제출하지 않은 초안은 세지 않았다.",
)
