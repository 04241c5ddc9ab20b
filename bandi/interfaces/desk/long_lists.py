"""Lists that are too long to be looked through while somebody waits: made beside the desk (`foundation.records.jobs`).

Whoever asks gets an answer at once: a page that says how far the gate is, and hands the file over when it is done. The gate is the same,
with the same answers and the same receipt; only the wait is elsewhere.

Guarantees: the file is written only after the gate let it leave, and is given to who asked for it as long as she may still see what is in it.
May import: every package below the interfaces.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import models
from django.http import QueryDict
from django.utils import translation

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Permission
from bandi.foundation.access.policies import require
from bandi.foundation.records import jobs, releasing
from bandi.foundation.records.models import Handling, Job, ReceiptUse, Record
from bandi.foundation.vault.reading import Reader as KeyReader
from bandi.interfaces.desk import exporting, leaving, lists
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf

KIND = "list"
AT_ONCE = 1000
"""So many rows the gate looks through in about a second; a longer list is made beside the desk."""

_PIECE = 1 << 16


def is_long(rows: models.QuerySet[Any]) -> bool:
    """Return whether a list is made beside the desk. Reads no more ids than decide it."""
    return rows.order_by().values("pk")[: AT_ONCE + 1].count() > AT_ONCE


def begin(kind: ListOf, form: str, query: QueryDict, *, url: str, by: Account, keys: KeyReader) -> Job:
    """Begin to make a list and return its job; one that runs already for this person is returned instead, whatever it makes: one at a time.

    url: of the same list, for the gate's page. Raises: NotPermitted; OSError when no process can be started.
    """
    require(by, Permission.RECORDS_EXPORT)
    if job := jobs.running(KIND, by):
        return job
    reader, state = Reader(by), lists.state_of(kind, query)
    made = {"url": url, "kind": kind.key, "form": form, "query": query.urlencode(), "language": reader.language}
    chosen = len([one for one in query.get("ids", "").split(",") if one])
    change = {"kind": kind.key, "form": form, "query": state.query, "filters": state.asked, "chosen": chosen}
    return jobs.begin(KIND, form=form, made=made, entry="records:list:export", change=change, by=by, protected=reader.sees_protected, keys=keys)


def make(work: jobs.Work) -> UUID | None:
    """Ask the gate, and write the list of a job."""
    made, account = work.job.made, work.job.asked_by
    kind, form, query = KINDS[made["kind"]], made["form"], QueryDict(made["query"])
    with translation.override(made["language"]):
        reader = Reader(account)
        work.step("review", total=leaving.rows_wanted(kind, query, reader).order_by().count())
        leaves = leaving.Rows(kind, leaving.rows_wanted(kind, query, reader), reader, work.reach)
        outgoing = leaving.outgoing_list(kind, form, query, reader, rows=leaves)
        receipt = releasing.leave(outgoing, by=account, made={name: made[name] for name in ("url", "kind", "form", "query")})
        work.step("write")
        releasing.close(receipt, work.write(_written(kind, form, work.each(leaves.values(receipt.masks)))))
    return receipt.pk


def _written(kind: ListOf, form: str, rows: Iterable[list[Any]]) -> Iterator[bytes]:
    if form == "xlsx":
        with exporting.book_of(kind, rows) as book:
            while piece := book.read(_PIECE):
                yield piece
        return
    lines = exporting.csv_of(kind, rows) if form == "csv" else exporting.json_of(kind, rows)
    waiting = io.BytesIO()
    for line in lines:
        waiting.write(line.encode())
        if waiting.tell() >= _PIECE:
            yield waiting.getvalue()
            waiting = io.BytesIO()
    yield waiting.getvalue()


def may_have(job: Job, by: Account) -> bool:
    """Return whether nothing in a list is closed by now to who asked for it."""
    if by.may(Permission.PROTECTED_READ):
        return True
    used = ReceiptUse.objects.filter(receipt=job.receipt).values("record")
    is_closed = job.protected or Record.objects.filter(pk__in=used, handling=Handling.PROTECTED).exists()
    return not is_closed and not jobs.may_name_what_is_protected_now(job, by)
