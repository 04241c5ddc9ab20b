"""E-mail addresses and names in messengers, also where they are written so that no machine should read them.

May import: this package's plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bandi.disclosure.known import Known
from bandi.disclosure.leaks import Leak
from bandi.disclosure.plain import Later, Plain

_MAIL = Later(r"(?<![\w.+\-@/])[\w.+\-]{1,64}@(?:[\w\-]{1,63}\.){1,5}[A-Za-z]{2,24}(?![\w@])", re.ASCII)
_SPELT = Later(r"(?<![\w.])[\w.+\-]{2,64} ?(?:\(at\)|\[at\]|\{at\}| at |\(골뱅이\)|골뱅이) ?[\w\-]{2,40} ?(?:\(dot\)|\[dot\]| dot |\.|\(점\)|점) ?(?:com|net|org|kr|cn|co\.kr|or\.kr|example|test)\b", re.I | re.ASCII)
_APPS = r"카카오톡|카톡|위챗|웨이신|텔레그램|시그널|왓츠앱|라인|큐큐|페이스북|인스타(?:그램)?|스카이프|Kakao ?Talk|WeChat|Weixin|微信|Telegram|WhatsApp|Signal|LINE|QQ|Skype|Facebook|Instagram|Viber|Threema|Wire|TikTok|Douyin|抖音|Weibo"
_ID = r"(?=[\w.\-]{0,32}[A-Za-z\d])@?[A-Za-z\d][A-Za-z\d._\-]{3,31}"
_HANDLE = Later(rf"(?:{_APPS})(?:\W{{0,3}}(?:아이디|계정|ID|id|account|handle|user ?name|이름|号|number|번호|는|은|이|가|로|에서|as|is|under|on|with|name|the|her|his|through|via|contact|add|from|to)){{0,5}}[\s:：=(\"'“]{{1,3}}({_ID})(?![\w@])")
_WORDY = Later(rf"(?:{_APPS})\W{{0,3}}(?:아이디|계정|ID|account|handle|user ?name)\W{{0,3}}(?:is|was|는|은|가|이|:)?\W{{0,3}}({_ID})", re.I)
_BEFORE = Later(rf"(?<![\w@.])({_ID})(?: ?\(| on | \(on |라는 ?| 이라는 ?|로 ?)(?:{_APPS})\b")
_AT = Later(r"(?<![\w@./])@[A-Za-z][A-Za-z\d_]{3,30}(?![\w@.])")
_COMMON = frozenset(["group", "groups", "channel", "channels", "messages", "message", "chat", "chats", "call", "calls", "video", "live", "page", "post", "posts", "users", "account", "accounts", "with", "from", "this", "that", "their", "team", "number", "transfer", "transfers", "service", "services", "application", "app", "apps", "and", "the", "was", "were", "for", "story", "stories", "online", "about", "after", "before", "during", "when", "which", "news", "media", "social", "them", "they", "been", "have", "messenger", "screenshot", "screenshots", "conversation", "conversations", "contact", "contacts", "through", "room", "rooms"])


_SPELT_LIKE = Later(r"(?:dot|\.|점)\W{0,2}(?:com|net|org|kr|cn|co\.kr|or\.kr|example|test)", re.I)
_APP_LIKE = Later(rf"(?:{_APPS})", re.I)


def online(plain: Plain, known: Known) -> Iterator[Leak]:
    """Yield e-mail addresses and messenger names that are not published."""
    text = plain.text
    if "@" in text:
        for found in _MAIL.finditer(text):
            if not known.is_open_contact(found.group()):
                yield Leak("online", *found.span(), "mail", True)
        for found in _AT.finditer(text):
            if not known.is_open_contact(found.group()):
                yield Leak("online", *found.span(), "handle")
    for found in _SPELT.finditer(text) if _SPELT_LIKE.search(text) else ():
        if not known.is_open_contact(found.group()):
            yield Leak("online", *found.span(), "mail_spelt")
    for pattern in (_HANDLE, _WORDY, _BEFORE) if _APP_LIKE.search(text) else ():
        for found in pattern.finditer(text):
            name = found[1].lstrip("@")
            if _is_handle(name) and not known.is_open_contact(name):
                yield Leak("online", *found.span(1), "messenger")


def _is_handle(name: str) -> bool:
    """Whether a word is somebody's name in a messenger: it holds a digit or a sign, or is no word of ordinary text."""
    if name.lower() in _COMMON:
        return False
    return bool(re.search(r"[\d_.\-]", name)) or (name.islower() and len(name) > 5 and name.lower() not in _COMMON)
