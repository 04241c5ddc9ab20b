"""F18, F20, F21, F23, F46: what the vault promises, with a positive control each. They need a database (`django_db`)."""

from __future__ import annotations

import io
import random
import time
from uuid import UUID

from bandi.foundation.vault import blobs, erasure
from bandi.foundation.vault.holding import AUDIT, holder
from bandi.foundation.vault.making import lock_asks, make_member
from bandi.foundation.vault.models import Blob, Compartment, Grant, Member, RecordKey, SubjectKey
from bandi.foundation.vault.reading import NOBODY, Reader, opened
from bandi.foundation.vault.tests.world import Office
from bandi.keyholder import reads
from bandi.locks import cells, files, unlocking
from bandi.locks.errors import LockError
from tests.reliability.figures.figure import Figure

PLACE = cells.Place("people.name", UUID(int=7), "text", UUID(int=8), 3)


def measure_flips(n: int) -> Figure:
    """F18: one bit changed in a cell or a file, a piece cut at every boundary, two places swapped: never opened."""
    chance, key, failures, accepted = random.Random(18), cells.new_key(), 0, 0
    cell = cells.seal("홍보기 Lanternbearer".encode(), key=key, key_id=UUID(int=9), place=PLACE, padded=True)
    target = io.BytesIO()
    files.seal([bytes(3 * files.PIECE_BYTES + 7)], target, key=key, file_id=bytes(16), place=b"p")
    file = target.getvalue()
    tries = [(cell, position) for position in range(len(cell))][: n // 2]
    tries += [(file, chance.randrange(len(file))) for _ in range(max(20, n // 100))]
    for sealed, position in tries:
        changed = bytearray(sealed)
        changed[position] ^= 1 << chance.randrange(8)
        failures += _opens(bytes(changed), key, is_file=sealed is file)
        accepted += len(changed) == len(sealed)
    cuts = [files.HEAD_BYTES + piece * files.SEALED_PIECE_BYTES + extra for piece in range(5) for extra in (0, 1, 15, 16, 17)]
    for cut in (cut for cut in cuts if cut < len(file)):
        failures += _opens(file[:cut], key, is_file=True)
    for place in (cells.Place("people.alias", *_rest(PLACE)), cells.Place("people.name", UUID(int=70), "text", UUID(int=8), 3)):
        try:
            cells.open_(cell, key=key, place=place)
            failures += 1
        except LockError:
            pass
    return Figure(
        "F18", len(tries) + len(cuts) + 2, failures, f"a reader that checks only the length takes {accepted} of {len(tries)} changed ones",
        accepted == len(tries) and _opens(cell, key, is_file=False) == 1,
        "every byte of a cell, sampled bits of a file of four pieces, cuts at and beside every boundary, values moved",
    )  # fmt: skip


def measure_theft(n: int) -> Figure:
    """F20: the database, the code, the configuration and the server's own key, without anybody's passphrase."""
    office = Office()
    rows = [office.row(f"story {number}") for number in range(n)]
    tricks = {
        "nobody": lambda: NOBODY,
        "a forged token": lambda: Reader("forged", office.steward.id),
        "a member of nothing": lambda: office.reader(office.stranger),
        "the steward's wraps given to another": _give_wraps_to_another(office),
        "tier written down to 1": _call_it_tier_one,
        "the steward's public half exchanged": _exchange_public(office),
    }
    got = 0
    for trick in tricks.values():
        got += _open_count(rows, trick())
    Compartment.objects.filter(pk=office.testimony.pk).update(tier=3)
    Grant.objects.filter(to_server=True, version__compartment=office.testimony).delete()
    control = _open_count(rows, office.reader(office.steward))
    return Figure(
        "F20", n * len(tricks), got, f"with the steward's passphrase {control} of {n} opened", control == n,
        "the real reader, tried as: " + ", ".join(tricks) + ". A weak passphrase of one's own choice is not covered: see F21.",
    )  # fmt: skip


def measure_guessing(n: int) -> Figure:
    """F21: guesses a second on one core at the real cost, and how long a generated passphrase of six words lasts."""
    cost, salt = unlocking.Cost(), unlocking.new_salt()
    started = time.process_time()
    for number in range(n):
        unlocking.stretched(f"guess {number}", salt=salt, cost=cost)
    each = (time.process_time() - started) / n
    light = time.process_time()
    unlocking.stretched("guess", salt=salt, cost=unlocking.Cost(memory_kib=64, passes=1, lanes=1))
    cheap = time.process_time() - light
    years = 2**77 / 2 * each / (365 * 86400) / 1e6
    return Figure(
        "F21", n, 0, f"at a toy cost one guess takes {cheap * 1000:.2f} ms instead of {each * 1000:.0f}", each > 20 * cheap,
        f"{1 / each:.1f} guesses a second and core at {cost.memory_kib // 1024} MiB, {cost.passes} passes; a million cores need "
        f"{years:.1e} years for half of 77 bits",
    )  # fmt: skip


def measure_erasure(n: int) -> Figure:
    """F23: withdraw n of 2n subjects; with all keys of the house nothing of them opens, and everything of the others."""
    office = Office()
    rows = [office.row(f"story {number}") for number in range(2 * n)]
    stored = [blobs.store([b"file"], subject=row.subject, name="n", media_type="t") for row in rows[: min(n, 20)]]
    reader = office.reader(office.steward)
    control = _open_count(rows, reader)
    for row in rows[:n]:
        erasure.erase(row.subject, basis="withdrawal", by=None)
    holder().panic()
    reader = office.reader(office.steward)
    failures = _open_count(rows[:n], reader) + SubjectKey.objects.filter(subject__in=[row.subject_id for row in rows[:n]]).count()
    failures += RecordKey.objects.filter(subject__in=[row.subject_id for row in rows[:n]]).count()
    failures += sum(_opens_file(blob, reader) for blob in stored)
    lost = n - _open_count(rows[n:], reader)
    return Figure(
        "F23", 2 * n, failures + lost, f"before, {control} of {2 * n} opened", control == 2 * n,
        f"{n} withdrawn, {lost} of the others lost; backups are covered by F15 after the horizon of 30 days",
    )  # fmt: skip


def measure_reads(n: int) -> Figure:
    """F46: readings performed and entries in the read log, also where the answer never arrives."""
    office = Office()
    rows = [office.row(f"story {number}") for number in range(n)]
    reader = office.reader(office.steward)
    before = holder().head().entries
    for row in rows:
        opened([Blob.objects.get(pk=row.pk)], by=reader)
    written = holder().head().entries - before
    told = sum(1 for _entry in reads.entries(holder().folder / "reads.jsonl"))
    control = _unlogged_reads_are_refused(rows[0], office, reader)
    return Figure(
        "F46", n, abs(written - n), "with a log that cannot be written nothing opened" if control else "opened without an entry", control,
        f"{told} entries in all; the details of each are sealed to the compartment {AUDIT!r}",
    )  # fmt: skip


def _unlogged_reads_are_refused(row: Blob, office: Office, reader: Reader) -> bool:
    log = holder()._log
    public, log.public = log.public, None
    holder()._auditor, ask = (lambda: None), holder()._auditor
    try:
        return _open_count([row], reader) == 0
    finally:
        log.public, holder()._auditor = public, ask
        del office


def _open_count(rows: list[Blob], reader: Reader) -> int:
    fresh = list(Blob.objects.filter(pk__in=[row.pk for row in rows]))
    try:
        opened(fresh, by=reader)
    except Exception:
        return 0
    return sum(row.facts.is_open for row in fresh)


def _opens_file(blob: Blob, reader: Reader) -> int:
    try:
        _facts, pieces = blobs.opened(Blob.objects.get(pk=blob.pk), by=reader)
        return len(list(pieces)) > 0
    except Exception:
        return 0


def _opens(sealed: bytes, key: bytes, *, is_file: bool) -> int:
    try:
        if is_file:
            list(files.opened(io.BytesIO(sealed), key=key, place=b"p"))
        else:
            cells.open_(sealed, key=key, place=PLACE)
    except LockError:
        return 0
    return 1


def _rest(place: cells.Place) -> tuple[UUID, str, UUID, int]:
    return place.record, place.field, place.compartment, place.tier


def _give_wraps_to_another(office: Office) -> object:
    def trick() -> Reader:
        for grant in list(Grant.objects.filter(member=office.steward)):
            Grant.objects.update_or_create(version=grant.version, member=office.stranger, defaults={"wrap": grant.wrap})
        return office.reader(office.stranger)

    return trick


def _call_it_tier_one() -> Reader:
    from bandi.foundation.vault.models import CompartmentVersion

    Compartment.objects.filter(key="testimony").update(tier=1)
    for version in CompartmentVersion.objects.filter(compartment__key="testimony"):
        wrap = version.grants.filter(member__isnull=False).first()
        if wrap is not None:
            Grant.objects.create(version=version, to_server=True, wrap=wrap.wrap)
    return NOBODY


def _exchange_public(office: Office) -> object:
    def trick() -> Reader:
        attacker = make_member(passphrase="the attacker's own words here")
        Member.objects.filter(pk=office.steward.pk).update(public=attacker.public)
        token = holder().begin(attacker.id, lock_asks(attacker), "the attacker's own words here")
        holder().finish(token, None)
        return Reader(token, office.steward.id)

    return trick
