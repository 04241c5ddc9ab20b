"""Words of vocabularies as people extend them: add, rename in both languages, retire, bring back, and take it back.

A key never changes and is never given away: records carry it. A retired word is no longer offered and still named where it
stands. Lists that the code decides by keep their keys; only their words may be changed.

May import: audit, reference, access, Django.
"""

from __future__ import annotations

import re
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Revision
from bandi.foundation.records.errors import Conflict, NotUndoable
from bandi.foundation.reference.models import Term
from bandi.foundation.reference.texts import unturned

CLOSED = frozenset({"qualifier", "figure_origin", "date_precision", "our_role", "measure", "request_direction", "name_status"})
KIND = "reference.term"
LONGEST = 200


@transaction.atomic
def add_term(*, vocabulary: str, label_en: str, label_ko: str, by: Account | None) -> tuple[Term, Revision]:
    """Add a word at the end of a vocabulary and return it with the revision to undo it by.

    Raises: NotPermitted; ValidationError without a word, for a word that is there already, or in a closed vocabulary.
    """
    require(by, Permission.RECORDS_EDIT)
    _may_extend(vocabulary)
    words = _words(label_en, label_ko)
    _is_new(vocabulary, words)
    last = Term.objects.filter(vocabulary=vocabulary).aggregate(last=models.Max("order"))["last"] or 0
    term = Term.objects.create(vocabulary=vocabulary, key=_free_key(vocabulary, words), order=last + 1, **words)
    return term, _revise(term, "add", None, {"vocabulary": vocabulary, "key": term.key, **words}, by=by)


@transaction.atomic
def rename_term(term: Term, *, label_en: str, label_ko: str, by: Account | None, seen: tuple[str, str] | None = None) -> tuple[Term, Revision | None]:
    """Change the words of a term in both languages; None where nothing changed.

    seen:   its English and Korean words as they stood when the form was opened; a word that was not touched since stays as somebody else wrote it.
    Raises: NotPermitted; ValidationError; Conflict when somebody else wrote the same word otherwise meanwhile.
    """
    require(by, Permission.RECORDS_EDIT)
    current = Term.objects.select_for_update().get(pk=term.pk)
    words = _words(label_en, label_ko)
    before = {name: getattr(current, name) for name in words}
    if seen is not None:
        words = _merged(before, dict(zip(words, seen, strict=True)), words)
    if before == words:
        return current, None
    _is_new(current.vocabulary, words, besides=current)
    return _changed(current, "edit", before, words, by=by)


@transaction.atomic
def retire_term(term: Term, *, by: Account | None) -> tuple[Term, Revision | None]:
    """Offer a word no longer; records that carry it keep it. None where it was retired already. Raises: NotPermitted; ValidationError in a closed vocabulary."""
    require(by, Permission.RECORDS_EDIT)
    _may_extend(term.vocabulary)
    return _offered(term, "retire", is_retired=True, by=by)


@transaction.atomic
def bring_back_term(term: Term, *, by: Account | None) -> tuple[Term, Revision | None]:
    """Offer a retired word again; None where it is offered already. Raises: NotPermitted."""
    require(by, Permission.RECORDS_EDIT)
    return _offered(term, "restore", is_retired=False, by=by)


def _offered(term: Term, verb: str, *, is_retired: bool, by: Account | None) -> tuple[Term, Revision | None]:
    current = Term.objects.select_for_update().get(pk=term.pk)
    if current.is_retired == is_retired:
        return current, None
    return _changed(current, verb, {"is_retired": current.is_retired}, {"is_retired": is_retired}, by=by)


@transaction.atomic
def undo_term(revision: Revision, *, by: Account | None) -> Revision:
    """Take one change of a word back; an added word is retired, because a record may carry it by now.

    Raises: NotPermitted; NotUndoable when the same changed again later, or was undone already.
    """
    require(by, Permission.RECORDS_EDIT)
    term = Term.objects.select_for_update().filter(pk=revision.row).first() if revision.model == KIND else None
    if term is None or Revision.objects.filter(undoes=revision).exists():
        raise NotUndoable
    before, after = revision.before, revision.after or {}
    if before is None:
        before, after = {"is_retired": True}, {"is_retired": False}
    if any(getattr(term, name) != value for name, value in after.items()):
        raise NotUndoable
    _term, undone = _changed(term, "undo", after, before, by=by)
    undone.undoes = revision
    undone.save(update_fields=["undoes"])
    return undone


def _merged(standing: dict[str, str], seen: dict[str, str], yours: dict[str, str]) -> dict[str, str]:
    """Return the words with what was not touched as it stands now. Raises: Conflict."""
    touched = {name for name, word in yours.items() if word != seen[name]}
    if theirs := {name: standing[name] for name in touched if standing[name] not in (seen[name], yours[name])}:
        raise Conflict(version=0, theirs=theirs, yours={name: yours[name] for name in theirs})
    return {name: yours[name] if name in touched else word for name, word in standing.items()}


def history_of(vocabulary: str, count: int) -> list[Revision]:
    """Return what was last changed in a vocabulary, newest first."""
    rows = [str(pk) for pk in Term.objects.filter(vocabulary=vocabulary).values_list("pk", flat=True)]
    return list(Revision.objects.filter(model=KIND, row__in=rows).select_related("entry", "undone_by").order_by("-entry_id")[:count])


def _words(english: str, korean: str) -> dict[str, str]:
    words = {"label_en": " ".join(unturned(english).split()), "label_ko": " ".join(unturned(korean).split())}
    if not any(words.values()):
        raise ValidationError(_("Write the word in one language at least."))
    if any(len(word) > LONGEST for word in words.values()):
        raise ValidationError(_("A word has at most %(count)s letters.") % {"count": LONGEST})
    return words


def _may_extend(vocabulary: str) -> None:
    if vocabulary in CLOSED or not Term.objects.filter(vocabulary=vocabulary).exists():
        raise ValidationError(_("This list is fixed: its words can be renamed, none can be added or retired."))


def _is_new(vocabulary: str, words: dict[str, str], *, besides: Term | None = None) -> None:
    others = Term.objects.filter(vocabulary=vocabulary).exclude(pk=besides.pk if besides else None)
    for name, word in words.items():
        if word and others.filter(**{f"{name}__iexact": word}).exists():
            raise ValidationError(_("“%(word)s” is in this list already.") % {"word": word})


def _free_key(vocabulary: str, words: dict[str, str]) -> str:
    """Return a key that no term of the vocabulary has: the English word in small letters, the Korean one where there is none."""
    plain = re.sub(r"[^\w]+", "_", (words["label_en"] or words["label_ko"]).lower()).strip("_")[:100] or "word"
    taken = set(Term.objects.filter(vocabulary=vocabulary, key__startswith=plain).values_list("key", flat=True))
    return plain if plain not in taken else next(key for number in range(2, 10_000) if (key := f"{plain}_{number}") not in taken)


def _changed(term: Term, verb: str, before: dict[str, Any], after: dict[str, Any], *, by: Account | None) -> tuple[Term, Revision]:
    for name, value in after.items():
        setattr(term, name, value)
    term.save(update_fields=list(after))
    return term, _revise(term, verb, before, after, by=by)


def _revise(term: Term, verb: str, before: dict[str, Any] | None, after: dict[str, Any], *, by: Account | None) -> Revision:
    record = _record(term)
    change = {"row": str(term.pk), "before": before, "after": after}
    entry = journal.append(f"reference:term:{verb}", by=by.id if by else None, change=change)
    return Revision.objects.create(entry=entry, record=record, model=KIND, row=str(term.pk), before=before, after=after)


def _record(term: Term) -> UUID:
    """Return the id under which the revisions of a term stand: it is no record and has none of its own."""
    return uuid5(NAMESPACE_OID, f"{KIND}:{term.pk}")
