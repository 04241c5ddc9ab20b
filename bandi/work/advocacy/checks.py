"""Checks of letters, publications and appearances in the media.

May import: this package, activities, claims, records.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

from bandi.foundation.records.findings import Finding, Scope
from bandi.foundation.records.spellings import Piece
from bandi.foundation.reference.writing import write_day
from bandi.register.activities.checks.texts import year_of
from bandi.register.activities.figures.telling import title
from bandi.register.claims.binding import question_of
from bandi.register.claims.checks import of_year
from bandi.register.people.checks import untranslated
from bandi.work.advocacy.figures.media import measure_coverage
from bandi.work.advocacy.models import Letter, MediaItem, Publication, TextFinding, Uptake

_ANNOUNCED = 3  # days before an event in which an item is taken for its announcement
_RHYTHM = re.compile(r"\b(bi-?weekly|bi-?monthly|weekly|monthly|quarterly|fortnightly|yearly)\b", re.IGNORECASE)


def _items(scope: Scope) -> list[MediaItem]:
    return scope.once(
        "advocacy.media",
        lambda: list(
            MediaItem.objects.in_use()
            .filter(published_on__range=(scope.starts_on, scope.ends_on))
            .select_related("outlet", "record", "activity__record")
        ),
    )


def texts(scope: Scope) -> Iterator[Piece]:
    """Yield headlines, the words of letters, and titles of publications."""
    for item in _items(scope):
        yield Piece(item.pk, item.headline_en)
    for letter in Letter.objects.in_use():
        if letter.sent.startswith(str(scope.year)):
            yield Piece(letter.pk, letter.recipients_en)
            yield Piece(letter.pk, letter.message_en)
    for publication in Publication.objects.in_use():
        yield Piece(publication.pk, publication.title_en)


def check_duplicates(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction for the items that stand in the media list twice."""
    rows = _items(scope)
    again = [row for row in rows if row.duplicate_of_id]
    if again:
        more = "one repeats another" if len(again) == 1 else f"{len(again)} repeat others"
        named = "; ".join(f"{row.outlet.name_en or row.outlet.name_ko}, {row.published_on}" for row in again[:5])
        yield Finding(
            key="duplicates:media", kind="duplicates", severity="contradiction",
            message_en=f"{len(rows)} items stand in the media list, {more} ({named}): {len(rows) - len(again)} without.",
            message_ko=f"언론보도 목록 {len(rows)}건 가운데 {len(again)}건은 중복입니다({named}). 빼면 {len(rows) - len(again)}건입니다.",
            records=tuple(pk for row in again for pk in (row.pk, row.duplicate_of_id) if pk),
            claims=tuple(c.mark for c in of_year(scope) if re.search(r"media items of the year", c.how)),
        )  # fmt: skip


def check_outlets(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt when outlets are written in more ways than there are outlets."""
    forms: dict[object, set[str]] = defaultdict(set)
    for row in _items(scope):
        forms[row.outlet_id].add(row.outlet_text or row.outlet.name_en)
    spellings = sum(len(names) for names in forms.values())
    if spellings > len(forms):
        several = {key: sorted(names) for key, names in forms.items() if len(names) > 1}
        listed = "; ".join(" / ".join(names) for names in several.values())
        yield Finding(
            key="names:outlets", kind="names", severity="doubt",
            message_en=f"{spellings} spellings stand for {len(forms)} outlets: {listed}.",
            message_ko=f"매체 {len(forms)}곳이 {spellings}가지로 적혀 있습니다: {listed}.", records=tuple(several),  # type: ignore[arg-type]
            claims=tuple(c.mark for c in of_year(scope) if re.search(r"merging", c.how)),
        )  # fmt: skip


def check_coverage(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction for a stated number of outlets that the media list does not hold."""
    shared: dict[str, object] = {}
    for claim in of_year(scope):
        if claim.value is None or not claim.evidence or not re.search(r"outlets", f"{claim.unit} {claim.how}"):
            continue
        question = question_of(claim, shared=shared)  # type: ignore[arg-type]
        answer = measure_coverage(question)
        if answer is None or answer.value is None or answer.value == claim.value:
            continue
        whole = measure_coverage(replace(question, starts_on=date.min, ends_on=date.max))
        most = int(whole.value) if whole and whole.value is not None else int(answer.value)
        more, more_ko = (f" ({most} with what is dated outside the period)", f"(기간 밖까지 {most}곳)") if most != answer.value else ("", "")
        if claim.qualifier == "at_least" and answer.value >= claim.value:
            continue
        yield Finding(
            key=f"lists:outlets:{claim.mark}", kind="lists", severity="contradiction",
            message_en=f"{int(claim.value)} outlets are stated; the media list holds {len(answer.records)} items in {int(answer.value)} outlets{more}.",
            message_ko=f"본문은 {int(claim.value)}개 매체라고 하나 언론보도 목록에는 {int(answer.value)}개 매체의 {len(answer.records)}건이 있습니다{more_ko}.",
            records=answer.records, claims=(claim.mark,),
        )  # fmt: skip


def check_early_coverage(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for items dated before what they report on, or just before something that follows what they report on."""
    year = year_of(scope)
    announced: dict[UUID, list[MediaItem]] = defaultdict(list)
    for row in _items(scope):
        activity = year.activities.get(row.activity_id) if row.activity_id else None
        if activity is None or activity.starts_on is None:
            continue
        event = activity if row.published_on < activity.starts_on else None
        if event is None and activity.precision == "inferred":
            following = [year.activities[key] for key in year.related.get(activity.pk, ()) if key in year.activities]
            later = [o for o in following if o.starts_on and row.published_on < o.starts_on <= row.published_on + timedelta(days=31)]
            event = later[0] if later else None
        if event is None or event.starts_on is None:
            continue
        english, korean = title(event)
        days = (event.starts_on - row.published_on).days
        if days <= _ANNOUNCED:
            announced[event.pk].append(row)
            continue
        yield Finding(
            key=f"dates:coverage:{row.record.ref or row.pk}", kind="dates", severity="doubt",
            message_en=f"An item of {write_day(row.published_on, 'en')} in {row.outlet.name_en or row.outlet.name_ko} precedes {english} ({write_day(event.starts_on, 'en')}) by {days} {'day' if days == 1 else 'days'}.",
            message_ko=f"{row.outlet.name_ko or row.outlet.name_en}의 {write_day(row.published_on, 'ko')} 보도는 {korean}({write_day(event.starts_on, 'ko')})보다 {days}일 앞섭니다.",
            records=(row.pk, event.pk),
        )  # fmt: skip
    for key, rows in announced.items():
        event = year.activities[key]
        english, korean = title(event)
        yield Finding(
            key=f"dates:announced:{event.record.ref or key}", kind="dates", severity="hint",
            message_en=f"{len(rows)} {'item precedes' if len(rows) == 1 else 'items precede'} {english} by up to {_ANNOUNCED} days and may announce it.",
            message_ko=f"{korean}보다 며칠 앞선 보도가 {len(rows)}건 있으며, 예고 기사일 수 있습니다.", records=(*(row.pk for row in rows), key),
        )  # fmt: skip


def check_letters(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt when the rows of the letter table are not the letters of the year."""
    rows = [row for row in Letter.objects.in_use() if row.sent.startswith(str(scope.year))]
    inside = [row for row in rows if row.in_printed_table]
    double = [row for row in inside if row.sent_also]
    letters = len(rows) + sum(1 for row in rows if row.sent_also)
    if inside and (double or len(inside) < len(rows)):
        yield Finding(
            key="lists:letters", kind="lists", severity="doubt",
            message_en=f"The table of joint letters has {len(inside)} rows, the year {letters} letters: {len(double)} in rows with two dates, {len(rows) - len(inside)} outside the table.",
            message_ko=f"공동서한 표는 {len(inside)}행이지만 올해 서한은 {letters}통입니다. 날짜가 둘인 행이 {len(double)}개, 표 밖의 서한이 {len(rows) - len(inside)}통입니다.",
            records=tuple(row.pk for row in rows),
            claims=tuple(c.mark for c in of_year(scope) if re.search(r"joint letter", c.how)),
        )  # fmt: skip


def check_issues(scope: Scope) -> Iterator[Finding]:
    """Yield a contradiction for a publication whose rhythm is given in two words."""
    told = {activity.pk for activity in year_of(scope).all() if len(set(_RHYTHM.findall(activity.rhythm_text.lower()))) > 1}
    for row in Publication.objects.in_use().filter(is_own=True).select_related("record").prefetch_related("activities"):
        if told & {activity.pk for activity in row.activities.all()}:
            continue
        words = {word.lower() for word in _RHYTHM.findall(f"{row.periodicity} {row.note}")}
        if row.periodicity and len(words) > 1:
            listed = " / ".join(sorted(words))
            issues, issues_ko = (f"; {row.issues} issues are recorded", f" 올해 {row.issues}호가 기록되어 있습니다.") if row.issues else ("", "")
            yield Finding(
                key=f"rhythm:publication:{row.record.ref}", kind="rhythm", severity="contradiction",
                message_en=f"The rhythm of “{row.title_en or row.title_ko}” is given in two ways: {listed}{issues}.",
                message_ko=f"「{row.title_ko or row.title_en}」의 발행 주기가 두 가지로 적혀 있습니다: {listed}.{issues_ko}", records=(row.pk,),
            )  # fmt: skip


def check_citations(scope: Scope) -> Iterator[Finding]:
    """Yield a hint for the documents that are said to take up a text of ours without saying how often."""
    rows = [row for row in Uptake.objects.in_use() if row.times is None]
    if rows:
        yield Finding(
            key="lists:uptakes", kind="lists", severity="hint",
            message_en=f"{len(rows)} texts of ours may have been taken up; how often is not recorded.",
            message_ko=f"인용 여부나 횟수가 확인되지 않은 우리 글이 {len(rows)}건 있습니다.", records=tuple(row.pk for row in rows),
        )  # fmt: skip


def check_passages(scope: Scope) -> Iterator[Finding]:
    """Yield a doubt for a document that is said to cite us more often than passages of it are on record.

    A passage is a citation whose words are on record, or a place that a person confirmed in the document.
    """
    confirmed: dict[tuple[object, object], set[str]] = defaultdict(set)
    for one in TextFinding.objects.filter(verdict=TextFinding.Verdict.CONFIRMED).exclude(ours=None):
        confirmed[one.document_id, one.ours_id].add(f"{one.paragraph}/{one.note_number}")
    groups: dict[tuple[object, object], list[Uptake]] = defaultdict(list)
    for row in Uptake.objects.in_use():
        groups[row.found_document_id or row.document_en or row.document_ko, row.submission_id or row.letter_id or row.publication_id or row.own_activity_id].append(row)
    for (document, ours), rows in groups.items():
        stated = sum(row.times or 0 for row in rows)
        shown = max(sum(bool(row.taken_up_en or row.taken_up_ko) for row in rows), len(confirmed.get((document, ours), ())))
        if stated > shown:
            first = rows[0]
            english, korean = first.document_en or first.document_ko, first.document_ko or first.document_en
            yield Finding(
                key=f"lists:passages:{first.record_id}", kind="lists", severity="doubt",
                message_en=f"{stated} {'citation is' if stated == 1 else 'citations are'} stated in “{english}”; {shown} {'passage of it is' if shown == 1 else 'passages of it are'} on record.",
                message_ko=f"「{korean}」에서 {stated}회 인용되었다고 하나, 기록된 대목은 {shown}개입니다.", records=tuple(row.pk for row in rows),
                claims=tuple(c.mark for c in of_year(scope) if c.value == stated and re.search(r"citation", f"{c.how} {c.unit}")),
            )  # fmt: skip


def check_translations(scope: Scope) -> Iterator[Finding]:
    """Yield a hint for letters and publications that stand in one language only."""
    publications = list(Publication.objects.in_use().filter(is_own=True))
    letters = [row for row in Letter.objects.in_use() if row.sent.startswith(str(scope.year))]
    yield from untranslated("advocacy.publication", "publications", "발행물", {"ko": [p.pk for p in publications if not p.title_ko], "en": [p.pk for p in publications if not p.title_en]})
    yield from untranslated("advocacy.letter", "joint letters", "공동서한", {"ko": [row.pk for row in letters if not row.recipients_ko], "en": [row.pk for row in letters if not row.recipients_en]})


CHECKS = {
    "advocacy.duplicates": check_duplicates,
    "advocacy.outlets": check_outlets,
    "advocacy.coverage": check_coverage,
    "advocacy.early_coverage": check_early_coverage,
    "advocacy.letters": check_letters,
    "advocacy.issues": check_issues,
    "advocacy.citations": check_citations,
    "advocacy.passages": check_passages,
    "advocacy.translations": check_translations,
}
