"""The door from inside: recovered by two, what belongs to others, leaving, locked, and an auditor's journal."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client

from bandi.foundation.access.factors import recovery
from bandi.foundation.access.models import Account, Approval, CodeGenerator, SecurityKey, Visit
from bandi.foundation.access.tests.test_generator import SECRET, number
from bandi.interfaces.desk.tests.door_world import HERE, door, is_in, with_app, with_key

pytestmark = pytest.mark.django_db


def test_a_lost_factor_is_recovered_by_two_and_the_holder_is_told(kim: tuple[Account, str], cho: Account, ada: Account) -> None:
    account, secret = kim
    with_key(account)
    admin, director, holder = Client(), Client(), Client()
    admin.force_login(cho)
    director.force_login(ada)
    page = f"/accounts/{account.pk}/"
    admin.post(f"{page}recover/", {"reason": "She lost her key on the ferry; I saw her today."})
    assert "recovery code" not in admin.post(f"{page}recovery/", follow=True).content.decode().split("<main")[1].split("panel-head")[0]
    approval = Approval.objects.get()
    assert admin.post(f"/approvals/{approval.pk}/", {"choice": "approve"}).status_code == 404
    waiting = director.get("/approvals/").content.decode()
    assert "lost her key on the ferry" in waiting
    assert 'class="rail-count">1<' in waiting
    director.post(f"/approvals/{approval.pk}/", {"choice": "approve"})
    code = re.search(r'class="secret">([\w-]+)<', admin.post(f"{page}recovery/").content.decode())[1]  # type: ignore[index]
    assert admin.post(f"{page}recovery/")["Location"] == page, "once"

    door(holder, "kim", secret)
    told = holder.post("/sign-in/second/", {"way": "recovery", "code": code}, follow=True, **HERE).content.decode()
    assert "Two people issued a recovery code" in told
    assert holder.get("/activities/", **HERE)["Location"] == "/security/", "confined until a new factor is set up"
    assert not SecurityKey.objects.filter(account=account).exists()


def test_a_lost_passphrase_ends_everything_and_is_told(client: Client, kim: tuple[Account, str], cho: Account) -> None:
    account, secret = kim
    with_app(account)
    door(client, "kim", secret)
    client.post("/sign-in/second/", {"way": "code", "code": number(SECRET)}, **HERE)
    admin = Client()
    admin.force_login(cho)
    shown = admin.post(f"/accounts/{account.pk}/renew/").content.decode()
    new = re.search(r'class="secret">([\w-]+)<', shown)[1]  # type: ignore[index]

    assert not is_in(client)
    assert door(client, "kim", secret).status_code == 200
    door(client, "kim", new)
    told = client.post("/sign-in/second/", {"way": "code", "code": number(SECRET, 1)}, follow=True, **HERE).content.decode()
    assert "gave you a new passphrase" in told


def test_nobody_touches_what_belongs_to_another(client: Client, ben: Account, ada: Account) -> None:
    client.force_login(ben)
    key, visit = SecurityKey.objects.get(account=ada), Visit.objects.create(account=ada)

    assert client.post(f"/security/keys/{key.pk}/remove/").status_code == 404
    assert client.post(f"/security/browsers/{visit.pk}/end/").status_code == 404
    for page in ("recover", "recovery", "renew", "sign-out"):
        assert client.post(f"/accounts/{ada.pk}/{page}/").status_code == 404
    assert SecurityKey.objects.filter(pk=key.pk).exists()
    assert Visit.objects.filter(pk=visit.pk).exists()


@pytest.mark.parametrize(
    "address",
    ["/sign-in/", "/sign-in/second/", "/sign-in/key/", "/sign-in/key/question/", "/sign-out/", "/lock/", "/again/", "/security/keys/new/",
     "/security/app/", "/security/app/remove/", "/security/codes/", "/security/passkey/", "/security/browsers/end/", "/passphrase/"],
)  # fmt: skip
def test_a_form_from_elsewhere_is_refused(ada: Account, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)

    assert client.post(address, {"choice": "approve"}).status_code == 403


def test_signing_out_forgets_copies_and_pages_are_never_kept(client: Client, ada: Account) -> None:
    client.force_login(ada)
    assert "no-store" in client.get("/security/")["Cache-Control"]
    response = client.post("/sign-out/")

    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.cookies[settings.BINDING_COOKIE].value == ""
    assert not Visit.objects.exists()


def test_a_locked_desk_opens_with_the_passphrase_where_it_was(client: Client, ada: Account) -> None:
    ada.set_password("acorns fall far from here")
    ada.save()
    client.force_login(ada)
    client.post("/lock/")
    assert client.get("/activities/")["Location"] == "/again/?next=%2Factivities%2F"
    page = client.get("/again/?next=/activities/").content.decode()
    assert "rail-link" not in page

    assert client.post("/again/", {"password": "acorns fall far from here", "next": "/activities/"})["Location"] == "/activities/"
    assert client.get("/activities/").status_code == 200


def test_the_journal_names_no_record_to_an_auditor(client: Client, fay: Account, ada: Account) -> None:
    from bandi.interfaces.desk.tests import world

    world.activity("Briefing of the lanterns")
    client.force_login(fay)
    page = client.get("/journal/")

    assert page.status_code == 200
    assert "Briefing of the lanterns" not in page.content.decode()
    client.force_login(ada)
    assert "Briefing of the lanterns" in client.get("/journal/").content.decode()


def test_own_pages_stand_in_both_languages(client: Client, ada: Account) -> None:
    with_app(ada)
    recovery.print_codes(account=ada, by=ada)
    client.force_login(ada)
    for language, word in (("ko", "보안 키와 패스키"), ("en", "Security keys and passkeys")):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert word in client.get("/security/", **HERE).content.decode()
    assert client.post("/security/app/remove/").status_code == 302
    assert not CodeGenerator.objects.exists()
