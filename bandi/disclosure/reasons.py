"""Why something was found, in words, English and Korean, without repeating what was found.

May import: the standard library.
"""

from __future__ import annotations

DETAILS: dict[str, tuple[str, str]] = {
    "protected": ("the name of a protected person", "보호 대상자의 이름입니다"),
    "protected_spelling": ("the name of a protected person in another spelling", "보호 대상자의 이름을 달리 적은 것입니다"),
    "protected_given": ("may be the given name of a protected person", "보호 대상자의 성을 뺀 이름일 수 있습니다"),
    "masked": ("a masked name that fits a protected person", "보호 대상자에게 들어맞는 가린 이름입니다"),
    "hangul": ("reads as the name of somebody who is not known to be public", "공적 인물로 알려지지 않은 사람의 이름으로 읽힙니다"),
    "latin": ("reads as the name of somebody who is not known to be public", "공적 인물로 알려지지 않은 사람의 이름으로 읽힙니다"),
    "titled": ("a name after a title, of somebody who is not known to be public", "호칭에 이어진, 공적 인물로 알려지지 않은 사람의 이름입니다"),
    "relative": ("tells where or what a relative or friend is", "가족이나 지인이 어디에 있고 무엇을 하는지 알려 줍니다"),
    "own_code": ("a code under which we keep a person", "우리가 사람을 관리하는 코드입니다"),
    "token": ("a token for a person that was not filled in", "채워지지 않은 사람 표시입니다"),
    "code": ("looks like a code for a person", "사람을 가리키는 코드로 보입니다"),
    "record_id": ("the id of a record of ours", "우리 기록의 식별자입니다"),
    "korean_mobile": ("a Korean mobile number", "한국 휴대전화 번호입니다"),
    "korean_line": ("a Korean telephone number", "한국 전화번호입니다"),
    "chinese_mobile": ("a Chinese mobile number", "중국 휴대전화 번호입니다"),
    "abroad": ("looks like a telephone number abroad", "외국 전화번호로 보입니다"),
    "named": ("a telephone number", "전화번호입니다"),
    "check_digit": ("a number whose check digit fits", "검증 숫자가 맞는 번호입니다"),
    "resident": ("has the form of a resident registration number", "주민등록번호의 형식입니다"),
    "half_hidden": ("half of a resident registration number: day of birth and sex", "주민등록번호의 앞부분으로, 생년월일과 성별을 알려 줍니다"),
    "chinese": ("has the form of a Chinese identity number", "중국 신분증 번호의 형식입니다"),
    "passport": ("has the form of a passport number", "여권번호의 형식입니다"),
    "licence": ("has the form of a driving licence number", "운전면허 번호의 형식입니다"),
    "document": ("the number of an identity document", "신분 서류의 번호입니다"),
    "mail": ("an e-mail address that is not published", "공개되지 않은 전자우편 주소입니다"),
    "mail_spelt": ("an e-mail address, spelt out", "풀어 적은 전자우편 주소입니다"),
    "handle": ("an account name", "계정 이름입니다"),
    "messenger": ("a name in a messenger", "메신저 아이디입니다"),
    "bank": ("a bank account that is not published", "공개되지 않은 계좌번호입니다"),
    "address": ("an address to the house", "집까지 찾아갈 수 있는 주소입니다"),
    "coordinates": ("coordinates", "좌표입니다"),
    "birth": ("a day of birth", "생년월일입니다"),
    "few_fit": ("age, place, day, occupation or family together fit few people", "나이, 장소, 날짜, 직업, 가족이 함께 있어 들어맞는 사람이 적습니다"),
    "small": ("fewer than five people", "다섯 명보다 적습니다"),
    "reckoned": ("left out, but can be reckoned from the sum", "비워 두었으나 합계에서 계산됩니다"),
    "author": ("names who wrote the file", "파일을 만든 사람을 알려 줍니다"),
    "gps": ("tells where a picture was taken", "사진을 찍은 곳을 알려 줍니다"),
    "comments": ("carries comments", "메모가 들어 있습니다"),
    "changes": ("carries tracked changes: what was deleted can be read", "변경 내용 추적이 남아 있어 지운 글을 읽을 수 있습니다"),
    "hidden_text": ("carries hidden text, rows or sheets", "숨긴 글이나 행, 시트가 들어 있습니다"),
    "notes": ("carries the notes of the speaker", "발표자 메모가 들어 있습니다"),
    "unread": ("could not be opened and looked into", "열어서 살펴볼 수 없었습니다"),
    "attachments": ("carries other files", "다른 파일이 들어 있습니다"),
    "device": ("tells of the device or folder it came from", "어느 기기와 폴더에서 왔는지 알려 줍니다"),
    "metadata": ("its metadata tells of somebody", "메타데이터가 누구인지 알려 줍니다"),
    "file_name": ("its name tells of somebody", "파일 이름이 누구인지 알려 줍니다"),
    "caption": ("a caption tells who is in the picture", "사진 설명이 누구인지 알려 줍니다"),
    "pictured": ("the picture seems to show a person who may need protection", "보호가 필요할 수 있는 사람의 사진으로 보입니다"),
}  # fmt: skip


def words(kind: str, detail: str, language: str = "en") -> str:
    """Return the reason in a language; the kind itself where no reason is written."""
    english, korean = DETAILS.get(detail, (kind, kind))
    return korean if language == "ko" else english
