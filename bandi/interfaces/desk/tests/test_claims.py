"""A number leads to its records; a difference is accepted only with a reason, and the acceptance can be taken back."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bandi.foundation.access.models import Account
from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import editing
from bandi.foundation.records.findings import Finding
from bandi.foundation.records.models import Record
from bandi.interfaces.desk.screens import findings
from bandi.register.activities.models import Heading
from bandi.register.claims.measuring import measure_year
from bandi.register.claims.models import Claim, Counted, Measurement, ReferenceSeries, SeriesPoint, State

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(ada: Account) -> Claim:
    """The text says 12 fireflies; the series adds up to 10."""
    series = editing.create(ReferenceSeries, by=ada, ref="fireflies", title_en="Fireflies by year", title_ko="해마다 본 반디")
    for year, value in ((2023, 4), (2024, 6)):
        editing.add(SeriesPoint(series=series, label=str(year), year=year, value=value), by=ada)
    made = editing.create(
        Claim, by=ada, ref="F901", year=2024, statement_en="Fireflies seen", statement_ko="본 반디", value=Decimal(12), qualifier="exact",
        how="sum of the yearly rows of the series", section="Lanterns", order=1,
    )  # fmt: skip
    measure_year(2024)
    return Claim.objects.get(pk=made.pk)


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_a_number_leads_to_the_records_it_counts(ben: Account, claim: Claim) -> None:
    page = signed_in(ben).get(reverse("desk:claim", args=[claim.pk])).content.decode()

    series = ReferenceSeries.objects.get()
    assert claim.state == State.DIFFERS
    assert reverse("desk:record", args=["series", series.pk]) in page
    assert ">12<" in page and ">10<" in page


def test_a_difference_is_accepted_with_a_note_and_the_acceptance_taken_back(ada: Account, claim: Claim) -> None:
    client = signed_in(ada)

    client.post(reverse("desk:claim_accept", args=[claim.pk]), {"note": "Two more were seen at dawn.", "version": claim.version})
    accepted = Claim.objects.get(pk=claim.pk)
    client.post(reverse("desk:claim_withdraw", args=[claim.pk]))

    assert (accepted.state, accepted.accepted_note, accepted.accepted_by) == (State.ACCEPTED, "Two more were seen at dawn.", ada)
    assert Claim.objects.get(pk=claim.pk).state == State.DIFFERS


def test_an_acceptance_taken_back_from_the_history_is_counted_anew(ada: Account, claim: Claim) -> None:
    client = signed_in(ada)
    client.post(reverse("desk:claim_accept", args=[claim.pk]), {"note": "Two more were seen at dawn.", "version": claim.version})
    revision = Revision.objects.filter(record=claim.pk, model="claims.claim", row=str(claim.pk), after__has_key="accepted_note").first()

    client.post(reverse("desk:undo", args=[revision.pk]))

    standing = Claim.objects.get(pk=claim.pk)
    assert (standing.accepted_note, standing.state) == ("", State.DIFFERS)


def test_a_chapter_is_named_in_the_language_of_the_page(ada: Account, claim: Claim) -> None:
    editing.create(Heading, by=ada, level="section", title_en="Lanterns", title_ko="등불")
    client = signed_in(ada)

    pages = [reverse("desk:claims") + "?year=2024", reverse("desk:claim", args=[claim.pk])]
    client.cookies["django_language"] = "ko"

    for page in pages:
        told = client.get(page).content.decode()
        assert "등불" in told and ">Lanterns<" not in told
    assert "Fireflies seen" not in client.get(f"{pages[0]}&section=Elsewhere").content.decode()
    assert "본 반디" in client.get(f"{pages[0]}&section=Lanterns").content.decode()


def test_a_difference_is_not_accepted_without_a_reason(ada: Account, claim: Claim) -> None:
    answer = signed_in(ada).post(reverse("desk:claim_accept", args=[claim.pk]), {"note": " "})

    assert "Say why" in answer.content.decode()
    assert Claim.objects.get(pk=claim.pk).state == State.DIFFERS


@pytest.mark.parametrize("name", ["claim_accept", "claim_withdraw"])
def test_who_may_not_accept_is_refused(dan: Account, cho: Account, claim: Claim, name: str) -> None:
    assert signed_in(dan).post(reverse(f"desk:{name}", args=[claim.pk]), {"note": "x"}).status_code == 403
    assert signed_in(cho).post(reverse(f"desk:{name}", args=[claim.pk]), {"note": "x"}).status_code == 404
    assert signed_in(dan).get(reverse(f"desk:{name}", args=[claim.pk])).status_code in (403, 405)


def test_the_table_is_narrowed_by_state_section_and_words(ben: Account, claim: Claim) -> None:
    client = signed_in(ben)

    for query in ("state=differs", "section=Lanterns", "q=fireflies", "q=F901"):
        assert "Fireflies seen" in client.get(f"/claims/?year=2024&{query}").content.decode()
    for query in ("state=agrees", "section=Elsewhere", "q=owls"):
        assert "Fireflies seen" not in client.get(f"/claims/?year=2024&{query}").content.decode()


def test_a_claim_that_does_not_exist_is_not_found(ada: Account) -> None:
    assert signed_in(ada).get(reverse("desk:claim", args=["00000000-0000-4000-8000-000000000000"])).status_code == 404


def test_measuring_again_sees_a_changed_record(dan: Account, claim: Claim) -> None:
    SeriesPoint.objects.filter(year=2024).update(value=8)

    signed_in(dan).post(reverse("desk:claims_measure"), {"year": "2024"})

    assert Claim.objects.get(pk=claim.pk).state == State.AGREES


@pytest.mark.parametrize(("form", "begins"), [("json", b"["), ("csv", b"\xef\xbb\xbfid"), ("xlsx", b"PK")])
def test_the_numbers_can_be_taken_along_and_that_is_journalled(dan: Account, claim: Claim, form: str, begins: bytes) -> None:
    answer = signed_in(dan).get(reverse("desk:claims_export", args=[form]), {"year": "2024", "purpose": "office", "audience": "internal", "identity": "full"})

    assert answer.content.startswith(begins)
    assert Entry.objects.filter(kind="claims:claim:export", actor=dan.id).exists()


def test_the_file_holds_what_the_check_prints(dan: Account, claim: Claim) -> None:
    rows = json.loads(signed_in(dan).get("/claims/export.json?year=2024&purpose=office&audience=internal&identity=full").content)

    assert [(row["id"], row["printed"], row["computed"], row["state"], row["records"]) for row in rows] == [
        ("F901", 12, 10, "differs", ["fireflies"])
    ]


def test_a_formula_in_a_statement_is_text_in_a_spreadsheet(dan: Account, ada: Account, claim: Claim) -> None:
    editing.edit(claim, {"statement_en": "=1+1"}, by=ada)

    assert "'=1+1" in signed_in(dan).get("/claims/export.csv?year=2024&purpose=office&audience=internal&identity=full").content.decode()


def test_a_protected_record_behind_a_number_is_counted_and_not_named(ben: Account, claim: Claim) -> None:
    record = Counted.objects.get(measurement=Measurement.objects.get(claim=claim, is_current=True)).record
    Record.objects.filter(pk=record.pk).update(handling="protected")

    page = signed_in(ben).get(reverse("desk:claim", args=[claim.pk])).content.decode()

    assert "Fireflies by year" not in page
    assert "protected record is counted and not shown" in page


def test_findings_answer_in_full_and_in_brief(ben: Account, claim: Claim) -> None:
    client = signed_in(ben)

    assert client.get("/claims/findings/?year=2024").status_code == 200
    assert 'id="findings"' in client.get("/claims/findings/?year=2024&brief=1", headers={"HX-Request": "true"}).content.decode()


def test_binding_a_number_by_hand_is_taken_back_from_the_message(ada: Account, claim: Claim) -> None:
    client = signed_in(ada)
    bound = client.post(reverse("desk:claim_bind", args=[claim.pk]), {"figure": "activities.headcount", "version": claim.version}, follow=True)
    assert Claim.objects.get(pk=claim.pk).figure == "activities.headcount"

    client.post(next(str(message.extra_tags) for message in bound.context["messages"]))

    standing = Claim.objects.get(pk=claim.pk)
    assert (standing.figure, standing.state) == (claim.figure, State.DIFFERS), "taken back, and counted anew"


def test_the_numbers_come_fifty_to_a_page_in_the_order_of_print_with_what_the_records_say(ben: Account, claim: Claim, django_assert_max_num_queries) -> None:
    for number in range(2, 62):
        editing.create(Claim, by=None, ref=f"F{900 + number}", year=2024, statement_en=f"Moth {number:02}", section="Moths" if number % 2 else "Lanterns", order=number)
    client = signed_in(ben)

    def told(query: str) -> list[str]:
        table = client.get(f"/claims/?year=2024{query}").context["page"].table
        return [row["cells"][1]["text"] for row in table["rows"]]

    whole = told("") + told("&page=2")
    assert whole == ["Fireflies seen", *(f"Moth {number:02}" for number in range(2, 62))]
    assert told("&page=9") == told("&page=2") and told("&page=x") == told("")
    assert [*told("&section=Moths")] == [f"Moth {number:02}" for number in range(2, 62) if number % 2], "thirty stand on one page"
    page = client.get("/claims/?year=2024&q=moth").content.decode()
    assert "60 of 61 numbers" in page and "page=2" in page and "q=moth" in page
    assert client.get("/claims/?year=2024").context["page"].table["rows"][0]["cells"][3]["text"] == "10"
    with django_assert_max_num_queries(10):
        client.get("/claims/?year=2024")


def test_a_finding_that_a_protected_record_has_a_part_in_is_not_told_to_who_may_not_see_it(ada: Account, ben: Account, claim: Claim, monkeypatch: pytest.MonkeyPatch) -> None:
    seen, hidden = (Record.objects.create(kind="activities.activity", label_en=name, handling=handling) for name, handling in (("Lanterns", "open"), ("Reeds", "protected")))
    words = Finding("names:alike", "names", "contradiction", "“Cho Taeyul” and “Cho Taeyeol” are nearly the same", "", (seen.pk, hidden.pk))
    monkeypatch.setattr(findings, "found", lambda scope: [words])

    pages = {}
    for account in (ada, ben):
        client = Client(headers={"accept-language": "en"})
        client.force_login(account)
        pages[account.username] = [client.get(reverse("desk:claims_findings"), {"year": "2024", **asked}).content.decode() for asked in ({}, {"brief": "1"})]

    assert any("Cho Taeyeol" in page for page in pages["ada"]), "one word of it stands in the protected record"
    assert not any("Cho Taeyeol" in page for page in pages["ben"])


def test_the_first_page_of_numbers_kept_as_words_shows_nobody_a_protected_one(ada: Account, dan: Account, claim: Claim) -> None:
    editing.create(Claim, by=ada, ref="F902", year=2024, statement_en="Hidden moths", order=2, handling="protected")

    assert "Hidden moths" in signed_in(ada).get("/claims/?year=2024").content.decode()
    assert "Hidden moths" not in signed_in(dan).get("/claims/?year=2024").content.decode()
    assert "Fireflies seen" in signed_in(dan).get("/claims/?year=2024").content.decode()
