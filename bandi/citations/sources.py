"""What each note cites: names, and the words that stand for a source named before (ibid., supra note 2, op. cit., a title).

Ibid. is the source immediately before it in the note sequence, whoever that is: an interview, a UN document, or us.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from .document import Note
from .mentions import Known, Mention

_PIECE = re.compile(r";\s*|(?<![A-Za-z]\.)(?<!\bpara)(?<!\bparas)(?<!\bpp)(?<!\bp)(?<!\bNo)(?<!\bNos)(?<!\bart)(?<!\bcit)\.\s+(?=[A-Z“\"‘가-힣])|,?\s+(?=[Ss]ee (?:also|further)\b)")
_IBID = re.compile(r"^\W*(?:see\s+(?:also\s+)?)?(?P<word>ibid(?:em)?\b|idem\b|id\.(?=\s|,|$)|위의\s*(?:책|글|보고서|논문|자료)|같은\s*(?:책|글|보고서|자료)|상동|상게(?:서|자료))", re.IGNORECASE)
_SUPRA = re.compile(
    r"(?:supra|above)\s*,?\s*(?:note|n\.|fn\.?|footnote)\s*(\d{1,4})|(?:note|n\.|fn\.?|footnote)\s*(\d{1,4})\s*(?:above|supra)"
    r"|\((?:see\s+)?(?:note|n\.|fn\.?|footnote)\s*(\d{1,4})\s*(?:above|supra)?\)|\bsee\s+(?:note|footnote)\s*(\d{1,4})|(?:앞의\s*|위의\s*)?(?:각주|주)\s*(\d{1,4})",
    re.IGNORECASE,
)
_OP_CIT = re.compile(r"\b(?:op|loc)\.?\s?cit\b|앞의\s*(?:책|글|보고서|논문|자료)|전게서", re.IGNORECASE)
_SEE_ALSO = re.compile(r"\b(?:see|cf\.?)\s+(?:also|further)\b|또한\s|아울러|참조", re.IGNORECASE)
_QUOTING = re.compile(r"\b(?:quoting|citing|cited in|quoted in|referring to|as cited)\b|재인용", re.IGNORECASE)
_QUOTED_TITLE = re.compile(r"^[,:]?\s*[“\"‘'「『《<]([^”\"’」』》>]{4,160})[”\"’'」』》>]")
_PLAIN_TITLE = re.compile(r"^,\s*([A-Z][^,;(.]{3,110}?)\s*(?=\(|,\s*(?:pp?\.|paras?\.|\d|[A-Z][a-z]+ \d{4}|chap|annex)|[.;]|$)")
_NO_TITLE = re.compile(
    r"^(?:annex|memorandum|resolution|conclusions?|recommendations?|submission|annual report|report|press (?:statement|release)|statement|letter|"
    r"database|interview|issue paper|op|loc|ibid|joint|note|p|pp|paras?|[A-Z]\w+ \d{4}|(?:democratic people.s )?republic|united|new york|geneva|seoul)\b\.?(?:\s+of.*)?$",
    re.IGNORECASE,
)
# What a text is, not what it is called: "Letter to the mayor" names nobody.
_KIND_OF_TEXT = re.compile(
    r"^(?:(?:joint|open|individual|written|oral|the|a|our|stakeholder)\s+)*(?:letter|submission|statement|appeal|input|report|petition|comments?|contribution|communication|request|summary|press)\b"
    r"|(?:서한|성명|의견서|제출서?|보고서|진정서?|탄원서?|보도자료|요청서?)$",
    re.IGNORECASE,
)
_LIKE_A_SOURCE = re.compile(r"\d|[“\"«「『]|\bpp?\.|\bparas?\.|/")


@dataclass(frozen=True, slots=True)
class Cited:
    """One organisation cited by a note. how: footnote, see_also, ibid, supra, op_cit, short_title, joint and how it was named."""

    owner: str
    hows: tuple[str, ...]
    start: int
    end: int
    sureness: float
    label: str = ""


Source = tuple[str, bool]
"""Who a source is ("" for somebody we do not look for), and whether only as a member of a joint submission."""


@dataclass
class Sources:
    """The notes of a document read in order."""

    cited: dict[int, list[Cited]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    last: tuple[Source, ...] = ()
    _by_note: dict[int, tuple[Source, ...]] = field(default_factory=dict)

    def learn_title(self, title: str, owner: str) -> None:
        """Remember that a work is somebody's: later its title alone names them."""
        short = re.split(r"[:–—(]", title)[0].strip(" ,.“”\"'")
        if not _NO_TITLE.match(short) and not _KIND_OF_TEXT.search(short) and (len(short.split()) > 1 or (len(short) >= 4 and re.search(r"[가-힣]", short))) and 4 <= len(short) <= 120:
            self.titles.setdefault(short.lower(), owner)

    def titled(self, text: str) -> list[tuple[int, int, str, str]]:
        """Return (start, end, owner, title) of each known title in a text."""
        low = text.lower()
        found = []
        for title, owner in self.titles.items():
            at = low.find(title)
            while at >= 0:
                end = at + len(title)
                edges = not (at and low[at - 1].isalnum()) and not (end < len(low) and low[end].isalnum() and low[end].isascii())
                if edges and (text[at].isupper() or not text[at].isascii()):
                    found.append((at, end, owner, title))
                at = low.find(title, end)
        return found

    def read(self, note: Note, known: Known) -> None:
        """Take in the next note. A contributor list is not a citation and breaks the chain of ibid."""
        if note.number in known.contributors.notes:
            self.last = ()
            return
        mentions = known.read(note.text)
        here: list[Cited] = []
        before = self.last
        all_owners: list[Source] = []
        for start, end in _pieces(note.text):
            text = note.text[start:end]
            also = bool(_SEE_ALSO.search(text))
            found = self._piece(text, start, [m for m in mentions if start <= m.start < end], before, also=also)
            here.extend(found)
            owners = self._source_of(text, found, known)
            if owners is not None:
                before = owners
                all_owners.extend(owners)
        self.last = before
        self._by_note[note.number] = tuple(dict.fromkeys(all_owners))
        self.cited[note.number] = here

    def _piece(self, text: str, offset: int, mentions: Sequence[Mention], before: tuple[Source, ...], *, also: bool) -> list[Cited]:
        base = "see_also" if also else "footnote"
        op_cit, supra = _OP_CIT.search(text), _SUPRA.search(text)
        found = []
        for mention in mentions:
            hows = ["joint"] if mention.how == "joint" else [base]
            if mention.how not in {"named", "joint"}:
                hows.append(mention.how)
            if op_cit:
                hows.append("op_cit")
            elif supra and mention.how != "joint":
                hows.append("supra")
            found.append(Cited(mention.owner, tuple(hows), mention.start, mention.end, mention.sureness, mention.label))
            self._learn(text[mention.end - offset :], mention.owner)
        named = {cited.owner for cited in found}
        for start, end, owner, title in self.titled(text):
            if owner not in named and not any(start < cited.end - offset and cited.start - offset < end for cited in found):
                if owner:
                    how = "supra" if supra else "op_cit" if op_cit else "short_title"
                    found.append(Cited(owner, (how,) if how == "short_title" else (how, "short_title"), start + offset, end + offset, 0.9, title))
                named.add(owner)
        if not named and (match := _IBID.search(text)):
            found.extend(Cited(owner, _again("ibid", joint), match.start("word") + offset, match.end("word") + offset, 0.93) for owner, joint in before if owner)
        elif not named and supra:
            number = int(next(group for group in supra.groups() if group))
            owners = [source for source in self._by_note.get(number, ()) if source[0]]
            sure = 0.9 if len(owners) == 1 else 0.6
            found.extend(Cited(owner, _again("supra", joint), supra.start() + offset, supra.end() + offset, sure) for owner, joint in owners if (owner, joint) == owners[0] or (joint and owners[0][1]))
        return found

    def _learn(self, after: str, owner: str) -> None:
        match = _QUOTED_TITLE.match(after) or _PLAIN_TITLE.match(after)
        if not match:
            return
        title = match.group(1)
        # Two bare words can be a place ("New York, 2039"); a work of two words has its place and year in brackets.
        if match.re is _QUOTED_TITLE or len(title.split()) > 2 or after[match.end() : match.end() + 1] == "(":
            self.learn_title(title, owner)

    def _source_of(self, text: str, found: Sequence[Cited], known: Known) -> tuple[Source, ...] | None:
        """Return whom the next ibid. would mean after this piece: somebody else is ("", False), None for a mere remark."""
        if found:
            chosen = found[0] if _QUOTING.search(text) else max(found, key=lambda cited: cited.start)
            return tuple(dict.fromkeys((c.owner, "joint" in c.hows) for c in found if (c.start, c.end) == (chosen.start, chosen.end)))
        if _IBID.search(text):
            return None
        return (("", False),) if _LIKE_A_SOURCE.search(text) or (len(text.split()) > 2 and text[:1].isupper() and not text.rstrip().endswith("sessions") and _looks_named(text)) else None


def _again(how: str, joint: bool) -> tuple[str, ...]:
    """Return how a source is named again; a joint submission stays one."""
    return ("joint", how) if joint else (how,)


def _looks_named(text: str) -> bool:
    """True if a piece names something: two capitals in a row, or it is short."""
    return bool(re.search(r"[A-Z][\w’']+(?: (?:of|for|the|and|on))* [A-Z]", text))


def _pieces(text: str) -> Iterable[tuple[int, int]]:
    start = 0
    for match in _PIECE.finditer(text):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:].strip():
        yield start, len(text)
