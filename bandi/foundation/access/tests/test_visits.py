"""A visit counts until it is ended, and not one request longer; it belongs to one browser; it locks and it runs out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from bandi.foundation.access import binding, unlocking, visits
from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.access.models import Account, Notice, NoticeKind, Visit
from bandi.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db
PAGE = "/security/"


class Clock:
    """A clock for everything that decides about visits."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = timezone.now()
        for module in (visits, binding):
            monkeypatch.setattr(module.timezone, "now", lambda: self.now)

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def signed_in(account: Account, browser: str = "") -> Client:
    client = Client(headers={"User-Agent": browser} if browser else {})
    client.force_login(account)
    Visit.objects.filter(account=account, browser="").update(browser="Firefox, Linux" if browser else "")
    assert client.get(PAGE).status_code == 200
    assert client.get(PAGE).status_code == 200
    return client


def test_an_ended_visit_counts_for_nothing_from_the_next_request_on(ada: Account) -> None:
    first, second = signed_in(ada), signed_in(ada)
    visit = Visit.objects.order_by("opened_at").last()
    assert visit is not None
    visits.end(visit, by=ada)

    assert first.get(PAGE).status_code == 200
    assert second.get(PAGE).status_code == 302
    assert Entry.objects.filter(kind="access:session:close", record=ada.pk).exists()


def test_all_others_end_at_once(ada: Account) -> None:
    first, second, third = signed_in(ada), signed_in(ada), signed_in(ada)
    first.post("/security/browsers/end/")

    assert first.get(PAGE).status_code == 200
    assert second.get(PAGE).status_code == third.get(PAGE).status_code == 302


def test_a_closed_account_is_out_at_the_next_request(ada: Account) -> None:
    client = signed_in(ada)
    Account.objects.filter(pk=ada.pk).update(is_active=False)

    assert client.get(PAGE).status_code == 302


def test_a_changed_passphrase_ends_what_was_open(ada: Account) -> None:
    client = signed_in(ada)
    ada.set_password("another passphrase of several words")
    ada.save()

    assert client.get(PAGE).status_code == 302


def test_a_visit_runs_out_after_its_hours(ada: Account, clock: Clock, settings: Any) -> None:
    client = signed_in(ada)
    for _hour in range(settings.VISIT_HOURS * 6):
        clock.move(minutes=9)
        assert client.get(PAGE).status_code == 200
    clock.move(hours=settings.VISIT_HOURS)

    assert client.get(PAGE)["Location"].startswith("/sign-in/")


def test_an_abandoned_desk_locks_and_the_vault_forgets(ada: Account, clock: Clock, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    monkeypatch.setattr(unlocking, "end", ended.append)
    client = signed_in(ada)
    client.cookies[unlocking.KEY_COOKIE] = "acorn-token"
    clock.move(minutes=(settings.IDLE_SECONDS // 60), seconds=1)

    assert client.get("/")["Location"] == "/again/?next=%2F"
    assert ended == ["acorn-token"]
    assert client.get("/activities/")["Location"].startswith("/again/"), "it stays locked however often one asks"
    assert client.get("/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/activities/?q=x"})["HX-Redirect"].startswith("/again/")


def test_a_desk_in_use_does_not_lock(ada: Account, clock: Clock, settings: Any) -> None:
    client = signed_in(ada)
    for _time in range(10):
        clock.move(minutes=(settings.IDLE_SECONDS // 60) - 1)
        assert client.get(PAGE).status_code == 200


def test_the_session_cookie_alone_opens_nothing(ada: Account, settings: Any) -> None:
    client, thief = signed_in(ada), Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value

    assert thief.get(PAGE).status_code == 302


def test_a_copied_cookie_jar_is_noticed_and_both_are_out(ada: Account, settings: Any, clock: Clock) -> None:
    client, thief = signed_in(ada), Client()
    for name in (settings.SESSION_COOKIE_NAME, settings.BINDING_COOKIE):
        thief.cookies[name] = client.cookies[name].value
    assert thief.get(PAGE).status_code == 200, "until the next change a copy cannot be told from its original"
    clock.move(minutes=6)
    client.get(PAGE)
    client.get(PAGE)
    clock.move(minutes=1)

    assert thief.get(PAGE).status_code == 302
    assert client.get(PAGE).status_code == 302
    assert Notice.objects.filter(account=ada, kind=NoticeKind.VISIT_COPIED).exists()


def test_a_thief_who_comes_first_is_noticed_as_well(ada: Account, settings: Any, clock: Clock) -> None:
    client, thief = signed_in(ada), Client()
    for name in (settings.SESSION_COOKIE_NAME, settings.BINDING_COOKIE):
        thief.cookies[name] = client.cookies[name].value
    clock.move(minutes=6)
    thief.get(PAGE)
    thief.get(PAGE)
    clock.move(minutes=1)

    assert client.get(PAGE).status_code == 302
    assert thief.get(PAGE).status_code == 302


def test_pages_asked_for_at_the_same_time_survive_a_change(ada: Account, settings: Any, clock: Clock) -> None:
    client, twin = signed_in(ada), Client()
    for name in (settings.SESSION_COOKIE_NAME, settings.BINDING_COOKIE):
        twin.cookies[name] = client.cookies[name].value
    clock.move(minutes=6)
    assert client.get(PAGE).cookies[settings.BINDING_COOKIE].value == twin.get(PAGE).cookies[settings.BINDING_COOKIE].value
    client.get(PAGE)
    late = Client()
    late.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    late.cookies[settings.BINDING_COOKIE] = binding.value(Visit.objects.get(), 0)
    assert late.get(PAGE).status_code == 200

    assert client.get(PAGE).status_code == 200


def test_a_visit_does_not_move_to_another_kind_of_browser(ada: Account, settings: Any) -> None:
    client = signed_in(ada, "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0")
    thief = Client(headers={"User-Agent": "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"})
    for name in (settings.SESSION_COOKIE_NAME, settings.BINDING_COOKIE):
        thief.cookies[name] = client.cookies[name].value

    assert thief.get(PAGE).status_code == 302


def test_what_lies_in_the_database_opens_nothing_and_says_nothing(ada: Account, settings: Any) -> None:
    client = signed_in(ada)
    row = Session.objects.get()
    key = client.cookies[settings.SESSION_COOKIE_NAME].value

    assert key not in row.session_key + row.session_data
    assert str(ada.pk) not in row.session_data
    assert row.get_decoded() == {}
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = row.session_key
    assert thief.get(PAGE).status_code == 302


def test_a_row_of_one_browser_does_not_serve_another(ada: Account, ben: Account) -> None:
    client, other = signed_in(ada), signed_in(ben)
    first, second = Session.objects.all()
    Session.objects.filter(pk=second.pk).update(session_data=first.session_data)
    Session.objects.filter(pk=first.pk).update(session_data=second.session_data)

    assert client.get(PAGE).status_code == other.get(PAGE).status_code == 302


def test_somebody_elses_visits_end_by_who_keeps_accounts_only(ada: Account, ben: Account, cho: Account) -> None:
    signed_in(ada)
    visit = Visit.objects.get(account=ada)
    with pytest.raises(NotPermitted):
        visits.end(visit, by=ben)
    with pytest.raises(NotPermitted):
        visits.end_all(ada, by=ben)

    assert visits.end_all(ada, by=cho) == 1


def test_a_new_browser_is_told_from_a_known_one(ada: Account, rf: Any, clock: Clock) -> None:
    from django.http import HttpResponse

    from bandi.foundation.access import browsers

    request, response = rf.get("/"), HttpResponse()
    assert browsers.known(request, ada) == ""
    ada.browsers_known_from = datetime.now(tz=clock.now.tzinfo) - timedelta(days=1)
    browsers.remember(request, response, ada)
    request.COOKIES.update({name: morsel.value for name, morsel in response.cookies.items()})

    assert browsers.known(request, ada)
    assert browsers.known(request, None) == ""
    clock.move(seconds=5)
    visits.end_all(ada, by=ada)
    assert browsers.known(request, ada) == "", "ending everything makes every browser a stranger again"
