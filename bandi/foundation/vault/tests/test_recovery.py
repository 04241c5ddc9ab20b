"""The recovery key: made, granted, rehearsed, renewed, and used when nobody is left."""

from __future__ import annotations

import pytest

from bandi.foundation.audit.models import Entry
from bandi.foundation.vault import recovery
from bandi.foundation.vault.fields import SealedRow
from bandi.foundation.vault.making import make_compartment, make_member
from bandi.foundation.vault.models import Grant, Membership, RecoveryKey
from bandi.foundation.vault.reading import opened
from bandi.foundation.vault.tests.world import PHRASE, Office
from bandi.locks import shares
from bandi.locks.errors import TooFewShares

pytestmark = pytest.mark.django_db


@pytest.fixture
def five() -> list[str]:
    return recovery.make(by=None)[1]


def compartment(**more: object):
    steward = make_member(passphrase=PHRASE)
    public = recovery.recovery_public()
    return make_compartment(key="routes", name_en="Routes", name_ko="경로", tier=4, stewards=[steward], recovery=public, **more)


def test_three_shares_open_every_compartment_and_the_rehearsal_is_written_down(five):
    compartment()

    key, opens = recovery.rehearse(five[1:4], by=None)

    assert opens == 1 and key.rehearsed_at is not None
    assert Entry.objects.filter(kind="vault:recovery:rehearse", record=key.id).count() == 1
    with pytest.raises(TooFewShares):
        recovery.rehearse(five[:2], by=None)


def test_a_grant_that_holds_another_key_is_found_by_the_rehearsal(five):
    routes = compartment()
    recovery._grants().delete()
    recovery.grant(routes.current, bytes(32))

    with pytest.raises(recovery.LockError):
        recovery.rehearse(five[:3], by=None)


def test_a_compartment_without_a_recovery_grant_is_named(five):
    compartment()
    assert recovery.without_grant() == []
    missed = make_compartment(key="donors", name_en="Donors", name_ko="후원자", tier=2)

    assert [version.compartment for version in recovery.without_grant()] == [missed]


def test_renewing_passes_every_grant_on_and_the_old_shares_open_nothing(five):
    compartment()
    old = recovery.opened(five[:3])
    with pytest.raises(recovery.OldSharesNeeded):
        recovery.make(by=None)

    _key, fresh = recovery.make(by=None, old=old)

    assert recovery.rehearse(fresh[:3], by=None)[1] == 1
    with pytest.raises(recovery.NotTheRecoveryKey):
        recovery.rehearse(five[:3], by=None)
    assert RecoveryKey.objects.filter(retired_at__isnull=True).count() == 1
    assert Grant.objects.filter(member__isnull=True, to_server=False).count() == 1


def test_shares_of_another_office_are_refused(five):
    with pytest.raises(recovery.NotTheRecoveryKey):
        recovery.opened(shares.split(bytes(range(32)))[:3])
    RecoveryKey.objects.all().delete()
    with pytest.raises(recovery.NoRecoveryKey):
        recovery.opened(five[:3])


def test_with_three_shares_a_person_is_let_in_when_nobody_is_left(five):
    office = Office()
    row = office.row("말한 것")
    assert isinstance(row, SealedRow)
    for one in office.testimony.versions.all():
        private = recovery.PrivateHalf.of(_seed(office, one))
        recovery.grant(one, private.seed)
    assert opened([row], by=office.reader(office.stranger))[0].facts.plain is None

    made = recovery.let_in(recovery.opened(five[2:]), office.stranger, [office.testimony], by=None)

    assert made == 1
    fresh = type(row).objects.get(pk=row.pk)
    assert opened([fresh], by=office.reader(office.stranger))[0].facts.plain == "말한 것"
    assert Membership.objects.now().get(member=office.stranger).is_steward
    assert Entry.objects.filter(kind="vault:recovery:let-in", record=office.stranger.id).exists()


def _seed(office: Office, version) -> bytes:
    from bandi.foundation.vault.making import seed_of
    from bandi.keyholder import purposes

    private = recovery.PrivateHalf.of(seed_of(office.steward, PHRASE, None))
    held = Grant.objects.get(version=version, member=office.steward)
    info = purposes.grant(version.compartment_id, version.number, version.compartment.tier, office.steward.id)
    return private.unwrap(bytes(held.wrap), info=info)
