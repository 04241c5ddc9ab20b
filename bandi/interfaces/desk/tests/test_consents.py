"""Pages of consents: entering, what may be done, limiting, renewing, withdrawing, printing."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from bandi.foundation.access.models import SecurityKey
from bandi.foundation.access.permissions import Role
from bandi.foundation.access.unlocking import begin, finish
from bandi.foundation.records import editing, release
from bandi.foundation.records.models.release import Receipt, ReceiptUse
from bandi.foundation.records.releasing import leave
from bandi.foundation.vault.models import Membership
from bandi.foundation.vault.reading import Reader, reading_as
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.tests.sealed_world import PHRASE, Office, another
from bandi.publishing.models import Edition, EditionSection
from bandi.register.activities.models import HeldText
from bandi.register.people.consents import repeats
from bandi.register.people.consents.acting import give_consent
from bandi.register.people.consents.asking import allows
from bandi.register.people.models import Consent, ConsentText, Statement

pytestmark = pytest.mark.django_db
PAST = "2020-01-02"
TALE = "In the third winter the lantern went out, and my sister walked along the frozen river to the mill. Nobody was hurt."
LATELY = str(timezone.localdate() - timedelta(days=10))
FORM = {
    "code": "C-2031-001", "purposes": ["un_submission"], "audiences": ["un_body"], "identity": "code", "hides_picture": "on", "given_on": LATELY,
    "given": "signed", "language": "한국어", "witness": "Mossgrove of the mill", "child_agreed": "",
}  # fmt: skip


@pytest.fixture
def office(ada, dan, ben) -> Office:
    return Office(ada, dan, ben)


def consent(office: Office, **values: Any) -> Consent:
    given: dict[str, Any] = {
        "code": f"C-2031-{Consent.objects.count() + 1:03}", "statement": office.statement, "purposes": ["un_submission"], "audiences": ["un_body"],
        "identity": "code", "given_on": LATELY, "period": f"{LATELY}/{timezone.localdate() + timedelta(days=400)}", "language": "ko",
    }  # fmt: skip
    return give_consent(by=values.pop("by", office.ada), **{**given, **values})


def page(client: Any, name: str, *args: Any, status: int = 200, **query: Any) -> str:
    answer = client.get(reverse(f"desk:{name}", args=args), query)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def test_a_consent_is_entered_read_and_asked(office):
    client = office.client(office.dan)
    asked = page(client, "record_new", "consents", statement=str(office.statement.pk))
    assert 'value="C-2031-001"' in asked and "submission to the UN" in asked

    answer = client.post(reverse("desk:record_new", args=["consents"]), {**FORM, "statement": str(office.statement.pk)})

    assert answer.status_code == 302, answer.content.decode()
    made = Consent.objects.get()
    shown = page(client, "record", "consents", made.pk)
    assert "Mossgrove of the mill" in shown and "It holds." in shown
    assert "Mossgrove" not in page(office.client(office.dan, unlocked=False), "record", "consents", made.pk)
    assert allows(office.statement, purpose="un_submission", audience="un_body", identity_form="code", reader=office.dan).may
    told = page(client, "record", "statements", office.statement.pk)
    assert "a UN body · code · Consent C-2031-001 allows it" in told
    assert "Consent was not given for: annual report" in told


def test_it_exists_for_its_compartment_alone(office):
    row = consent(office)
    oak = another_officer()
    for name, args in (("record", ["consents", row.pk]), ("consent_withdraw", [row.pk]), ("consent_form", [row.pk, "en", "adult"]), ("record_edit", ["consents", row.pk])):
        assert office.client(oak).get(reverse(f"desk:{name}", args=args)).status_code == 404, name
    assert "C-2031-001" not in page(office.client(office.ben), "record_list", "consents")


def test_the_calendar_says_what_is_due_to_who_may_know_it_and_not_to_whoever_looks_next(office):
    row = consent(office)
    oak = another_officer()
    oak.roles = office.dan.roles
    oak.save()
    hers, others = office.client(office.dan), office.client(oak)
    month = [row.renew_on.year, row.renew_on.month]

    assert row.code in page(hers, "calendar_month", *month)
    assert row.code not in page(others, "calendar_month", *month)

    Membership.objects.filter(member=office.dan.member).delete()

    assert row.code not in page(hers, "calendar_month", *month), "a membership that ran out is not written into the journal"


def another_officer() -> Any:
    account = another("oak", Role.OFFICER)
    SecurityKey.objects.create(account=account, name="Acorn key", credential=account.id.bytes, public=b"a key of no use")
    return account


def test_somebody_who_may_only_read_withdraws_nothing(office):
    row = consent(office)
    Membership.objects.create(compartment=office.testimony, member=office.ben.member)

    assert office.client(office.ben).post(reverse("desk:consent_withdraw", args=[row.pk])).status_code == 403
    assert office.client(office.ben).get(reverse("desk:consent_form", args=[row.pk, "en", "adult"])).status_code == 200
    assert Consent.objects.get(pk=row.pk).withdrawn_at is None


def test_a_form_makes_it_narrower_and_not_wider(office):
    row = consent(office, purposes=["un_submission", "court"])
    client = office.client(office.ada)
    url = reverse("desk:record_edit", args=["consents", row.pk])
    filled = {**FORM, "code": row.code, "statement": str(office.statement.pk), "given_on": LATELY, "period": row.period, "language": "ko", "version": row.version}

    wider = client.post(url, {**filled, "purposes": ["un_submission", "court", "press"]})
    narrower = client.post(url, {**filled, "purposes": ["court"]})

    assert "A consent can only become narrower" in wider.content.decode()
    assert narrower.status_code == 302, narrower.content.decode()
    assert Consent.objects.get(pk=row.pk).purposes == ["court"]
    assert "narrower than it was first given" in page(client, "record", "consents", row.pk)


def test_renewing_begins_with_what_was_allowed_and_asks_for_the_rest(office):
    old = consent(office, purposes=["un_submission", "court"])
    client = office.client(office.ada)

    asked = page(client, "record_new", "consents", replaces=str(old.pk))

    assert 'value="court" id="id_purposes_1" checked' in asked.replace("'", '"') or ('value="court"' in asked and "checked" in asked)
    assert 'value="C-2031-001-2"' in asked
    answer = client.post(reverse("desk:record_new", args=["consents"]), {**FORM, "code": "C-2031-001-2", "statement": str(office.statement.pk), "replaces": str(old.pk)})
    assert answer.status_code == 302, answer.content.decode()
    assert "replaced by a newer one" in page(client, "record", "consents", old.pk).lower()


def left(office: Office, purpose: str, audience: str, **values: Any) -> Receipt:
    receipt = Receipt.objects.create(kind="report", purpose=purpose, audience=audience, state="left", left_at=timezone.now(), first_reader=office.ada, **values)
    ReceiptUse.objects.create(receipt=receipt, record=office.statement.pk)
    return receipt


def test_a_withdrawal_lists_every_use_and_starts_the_tasks(office):
    row = consent(office)
    printed = left(office, "annual_report", "public")
    filed = left(office, "un_submission", "un_body")
    left(office, "web", "public")
    edition = editing.create(Edition, by=None, year=2031, language="en", title="Year of the reeds", starts_on="2031-01-01", ends_on="2031-12-31")
    EditionSection.objects.create(edition=edition, key="a", title="Stories", body="As S-2031-001 told us.")
    letter = world.organisation("Unrelated Street")
    heron = world.person("Heron Reed", relation="own_staff")
    client = office.client(office.ada)

    shown = page(client, "consent_withdraw", row.pk)

    assert "It was filed: it cannot be called back" in shown and "What was printed and handed out stays out" in shown
    assert "Year of the reeds" in shown and "It has not left the house" in shown and "Unrelated Street" not in shown
    assert shown.index("What can be taken back") < shown.index("What cannot be taken back")
    chosen = {f"task-{printed.pk}": "yes", f"owner-{printed.pk}": str(heron.pk), f"task-{filed.pk}": "yes", f"task-{edition.pk}": "yes", "said": "Please stop."}

    answer = client.post(reverse("desk:consent_withdraw", args=[row.pk]), chosen)

    assert answer.status_code == 302, answer.content.decode()
    held = Consent.objects.get(pk=row.pk)
    assert held.withdrawn_at is not None
    assert list(held.tasks.values_list("kind", flat=True)) == ["leave_out", "leave_out_next", "ask_to_redact", "tell_person"] or set(
        held.tasks.values_list("kind", flat=True)
    ) == {"leave_out", "leave_out_next", "ask_to_redact", "tell_person"}
    assert held.tasks.get(kind="leave_out_next").owner == heron
    due = page(client, "due")
    assert "leave it out of the next printing" in due and "with Heron Reed" in due
    assert "leave it out of the next printing" not in page(office.client(office.ben), "due")
    assert letter.pk
    again = page(client, "consent_withdraw", row.pk)
    assert "Its task is started." in again and "Start the tasks" in again


def test_a_withdrawal_finds_words_that_were_copied_without_a_code(office):
    statement = editing.create(Statement, by=office.ada, code="S-2031-009", text=TALE, compartment=office.testimony)
    row, said = consent(office, statement=statement), f"We were told: “{TALE}”"
    for year, title, body in ((2031, "Year of the reeds", said), (2032, "Year of the moss", f"Before.\n\n{said}"), (2033, "Year of the heron", "Nothing of hers.")):
        edition = editing.create(Edition, by=None, year=year, language="en", title=title, starts_on=f"{year}-01-01", ends_on=f"{year}-12-31")
        EditionSection.objects.create(edition=edition, key="a", title="Stories", body=body)

    shown = page(office.client(office.ada), "consent_withdraw", row.pk)
    locked = page(office.client(office.ada, unlocked=False), "consent_withdraw", row.pk)

    assert "Year of the reeds" in shown and "Year of the moss" in shown and "Year of the heron" not in shown
    assert "could not be looked for" not in shown
    assert "Year of the reeds" not in locked and "could not be looked for" in locked


def test_what_left_with_copied_words_is_listed_when_the_consent_is_withdrawn(office):
    statement = editing.create(Statement, by=office.ada, code="S-2031-009", text=TALE, compartment=office.testimony)
    row = consent(office, statement=statement, identity="absent")
    outgoing = release.Outgoing(
        kind="document", title="To the UN", purpose=release.Purpose.UN_SUBMISSION, audience=release.Audience.UN_BODY, language="en", passages=(release.Passage("1", f"She said: {TALE}"),)
    )
    token = begin(office.ada, PHRASE)
    assert token and finish(token)
    with reading_as(Reader(token, office.ada.member_id)):
        receipt = leave(outgoing, by=office.ada, accept="a test", second=office.dan)

    assert list(receipt.uses.values_list("record", flat=True)) == [statement.pk]
    assert "It was filed: it cannot be called back" in page(office.client(office.ada), "consent_withdraw", row.pk)


def test_everything_withdrawn_among_the_names_is_due_for_those_who_keep_the_stories(office):
    general = consent(office, statement=None, person=office.person)
    consent(office)

    office.client(office.ada).post(reverse("desk:consent_withdraw", args=[general.pk]), {"everything": "yes"})

    shown = page(office.client(office.dan), "due")
    assert "everything was withdrawn: see to this consent" in shown and "C-2031-002" in shown and general.code not in shown


def test_what_is_to_be_renewed_is_due_and_can_be_listed(office):
    today = timezone.localdate()
    soon = consent(office, given_on=PAST, period=f"{PAST}/{today + timedelta(days=30)}")
    gone = consent(office, given_on=PAST, period=f"{PAST}/{today - timedelta(days=10)}")
    later = consent(office)
    client = office.client(office.ada)

    due = page(client, "due")
    assert soon.code in due and gone.code in due and later.code not in due
    assert "consent to be renewed" not in page(office.client(another_officer()), "due")
    for state, codes in (("to_renew", {soon.code}), ("expired", {gone.code}), ("holds", {soon.code, later.code})):
        listed = page(client, "record_list", "consents", state=state)
        assert {one for one in (soon.code, gone.code, later.code) if f">{one}<" in listed} == codes, state
    assert office.statement.code not in page(client, "record_list", "statements", consent="missing")
    assert office.statement.code in page(client, "record_list", "statements", consent="there")
    assert office.person.code in page(client, "record_list", "protected", consent="missing")


def test_a_consent_cannot_be_removed_once_it_was_withdrawn(office):
    row = consent(office)
    client = office.client(office.ada)
    client.post(reverse("desk:consent_withdraw", args=[row.pk]))

    for url, data in ((reverse("desk:record_remove", args=["consents", row.pk]), {}), (reverse("desk:record_chosen", args=["consents"]), {"selected": [str(row.pk)], "action": "remove"})):
        assert client.post(url, data).status_code == 302
        assert not Consent.objects.get(pk=row.pk).is_removed


def text_of(body: bytes) -> str:
    document = pypdfium2.PdfDocument(io.BytesIO(body))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize(("language", "word"), [("en", "You can change your mind at any time"), ("ko", "언제든지 마음을 바꿀 수 있고")])
def test_the_form_is_printed_in_both_languages_and_holds_nothing_sealed(office, language, word):
    row = consent(office, witness="Mossgrove of the mill", place="Reed House", conditions="Not before the spring.")
    client = office.client(office.ada)

    body = client.get(reverse("desk:consent_form", args=[row.pk, language, "adult"]))
    blank = client.get(reverse("desk:consent_form_blank", args=[language, "adult"]))

    filled, empty = text_of(body.content), text_of(blank.content)
    assert body["Content-Type"] == "application/pdf" and body.content[:5] == b"%PDF-"
    assert word in " ".join(filled.split()) and row.code in filled and row.code not in empty
    assert filled.count("✓") == 5 and "✓" not in empty
    assert not any(secret in filled for secret in ("Mossgrove", "Reed House", "spring", "Lanternbearer"))


def test_a_child_is_asked_in_its_own_words(office):
    ConsentText.objects.all().delete()
    client = office.client(office.ben)

    shown = " ".join(text_of(client.get(reverse("desk:consent_form_blank", args=["en", "child"])).content).split())

    assert "You may say yes. You may say no. Nobody will be angry with you." in shown and "I want to think about it" in shown


def test_the_words_somebody_agreed_to_are_printed_and_stay(office):
    text = editing.create(ConsentText, by=office.ada, title_en="Words of the mill", number=7, body_en="The mill asks first.\n\nIt asks again.")
    row = consent(office, text=text)
    client = office.client(office.ada)

    assert "The mill asks first." in text_of(client.get(reverse("desk:consent_form", args=[row.pk, "en", "adult"])).content)
    answer = client.post(reverse("desk:record_cell", args=["consent-texts", text.pk, "body_en"]), {"body_en": "Another.", "version": text.version})
    assert "they stay" in answer.content.decode()
    assert ConsentText.objects.get().body_en.startswith("The mill asks first.")
    assert client.get(reverse("desk:consent_form_blank", args=["fr", "adult"])).status_code == 404


STORY = "In the third winter the lantern went out, and my sister walked along the frozen river to the mill. Nobody was hurt."


def reviewed(office: Office, text: str, *, unlocked: bool = True, purpose: str = "annual_report", audience: str = "public") -> list[str]:
    """Return what the checker of copies objects to in a text that dan lets out."""
    told = editing.create(Statement, by=office.dan, code="S-2031-002", text=STORY, compartment=office.testimony)
    consent(office, statement=told, identity="absent")
    token = begin(office.dan, PHRASE) if unlocked else ""
    assert not unlocked or finish(token)
    what = release.Outgoing("report", "Report", release.Purpose(purpose), release.Audience(audience), "en", (release.Passage("section 1", text),))
    with reading_as(Reader(token or "", office.dan.member_id)):
        return [one.code for one in repeats.check(what, release.Asked(office.dan, timezone.localdate()))]


def test_a_copy_of_a_statement_is_a_use_of_it(office):
    copied = "As we heard, “the lantern went out, and my sister walked along the frozen river to the mill”."

    assert reviewed(office, copied) == ["consent:copy-purpose"]


def test_a_copy_may_go_where_the_statement_may(office):
    assert reviewed(office, STORY, purpose="un_submission", audience="un_body") == []


def test_other_words_are_nobodys(office):
    assert reviewed(office, "We held a meeting on the frozen river. Nobody was hurt.") == []


def test_with_locked_keys_nothing_can_be_said(office):
    assert reviewed(office, STORY, unlocked=False) == ["consent:uncompared"]


def test_a_personal_text_says_whether_it_may_be_printed_and_leads_to_a_consent_about_it(office):
    client = office.client(office.ada)
    text = editing.create(HeldText, by=office.ada, kind="mentor_reflection", handling="internal")
    url = reverse("desk:record", args=["held-texts", text.pk])
    shown = client.get(url).content.decode()
    assert "What may be done with it" in shown
    new = f"{reverse('desk:record_new', args=['consents'])}?about={text.pk}"
    assert new in shown
    form = client.get(new).content.decode()
    assert str(text.pk) in form, "the form begins with what it is about"
    refused = client.post(reverse("desk:record_edit", args=["held-texts", text.pk]), {"kind": "mentor_reflection", "needs_consent": "on", "order": "0", "handling": "internal", "text_en": "I learnt to wait.", "version": "1"}).content.decode()
    assert "without consent" in refused
    assert "I learnt to wait." not in client.get(url).content.decode()

    give_consent(
        by=office.ada, code="C-2031-070", about=text.record, compartment=office.testimony, purposes=["annual_report"], audiences=["public"], identity="absent",
        given_on=PAST, language="ko",
    )  # fmt: skip
    allowed = client.get(url).content.decode()
    assert "C-2031-070" in allowed
