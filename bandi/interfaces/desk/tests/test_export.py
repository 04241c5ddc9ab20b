"""Taking lists along."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bandi.foundation.audit.models import Entry
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.unsealing import is_sealed_record

pytestmark = pytest.mark.django_db
OFFICE = {"purpose": "office", "audience": "internal", "identity": "full"}


def export(client: Any, account: Any, form: str, key: str = "activities", /, **query: str) -> bytes:
    client.force_login(account)
    response = client.get(reverse("desk:record_export", args=[key, form]), {**OFFICE, **query})
    assert response.status_code == 200
    return b"".join(response)


def test_all_three_forms_hold_the_same_rows(client: Any, dan: Any) -> None:
    world.activity("Alder", title_ko="오리나무", is_online=True)
    world.activity("Birch")
    from_csv = list(csv.DictReader(io.StringIO(export(client, dan, "csv").decode("utf-8-sig"))))
    from_json = json.loads(export(client, dan, "json"))
    sheet = list(load_workbook(io.BytesIO(export(client, dan, "xlsx"))).active.iter_rows(values_only=True))

    assert [row["title_en"] for row in from_csv] == [row["title_en"] for row in from_json]
    assert sorted(row[sheet[0].index("title_en")] for row in sheet[1:]) == ["Alder", "Birch"]
    assert {row["title_ko"] for row in from_csv} == {"오리나무", ""}
    assert {row["is_online"] for row in from_json} == {True, None}


def test_an_export_follows_the_filters(client: Any, dan: Any) -> None:
    world.activity("Alder", is_online=True)
    world.activity("Birch")

    assert [row["title_en"] for row in json.loads(export(client, dan, "json", online="yes"))] == ["Alder"]


@pytest.mark.parametrize("text", ["=1+2", "+1", "-1", "@SUM(A1)", "\t=1", "=HYPERLINK(\"https://elsewhere.example\")"])
def test_no_cell_becomes_a_formula(client: Any, dan: Any, text: str) -> None:
    world.activity("Alder", place_text=text, title_ko=text)
    row = next(csv.DictReader(io.StringIO(export(client, dan, "csv").decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(export(client, dan, "xlsx"))).active

    assert row["title_ko"] == f"'{text}"
    assert all(cell.data_type != "f" for cells in sheet.iter_rows() for cell in cells)


def test_an_export_names_nothing_protected(client: Any, ada: Any, dan: Any) -> None:
    world.media_item("Lanterns", activity=world.protected("The hidden harbour"))
    for form in ("csv", "json"):
        assert "hidden" not in export(client, dan, form).decode()
        assert "hidden" not in export(client, dan, form, "media").decode()
    assert "hidden" in export(client, ada, "csv").decode()


def test_an_export_is_journalled(client: Any, dan: Any) -> None:
    export(client, dan, "csv")

    assert Entry.objects.filter(kind="records:list:export", actor=dan.pk).count() == 1


def test_a_reader_may_not_export(client: Any, ben: Any) -> None:
    client.force_login(ben)

    assert client.get(reverse("desk:record_export", args=["activities", "csv"])).status_code == 403


@pytest.mark.parametrize("key", [key for key, kind in KINDS.items() if not is_sealed_record(kind.model)])
def test_every_kind_can_be_exported(client: Any, dan: Any, key: str) -> None:
    assert export(client, dan, "csv", key).startswith(b"\xef\xbb\xbfid,ref,")


@pytest.mark.parametrize("text", ["a\ufffeb\uffff", "\x0b\x1f", "x" * 40_000, "👩‍👧‍👦 عربي \u2028", "<b>&]]>", '#read("/etc/passwd") $x$ \\'])
def test_a_hostile_title_keeps_no_file_from_being_made(client: Any, dan: Any, text: str) -> None:
    row = world.activity("Alder")
    type(row).objects.filter(pk=row.pk).update(summary_en=text)

    for form in ("xlsx", "csv", "json"):
        assert export(client, dan, form)
    assert load_workbook(io.BytesIO(export(client, dan, "xlsx"))).active.max_row == 2
