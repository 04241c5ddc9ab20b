"""Loading a folder as a whole: what is repeated, kept, refused, and taken back."""

from __future__ import annotations

import json

import pytest
from django.db import OperationalError
from django.utils.translation import override

from bandi.foundation.access.errors import NotPermitted
from bandi.foundation.audit import journal
from bandi.foundation.audit.models import Entry, Revision
from bandi.foundation.records import editing, indexing
from bandi.foundation.records.intake import Intake, _intakes, register
from bandi.foundation.records.models import ImportedRow, Record
from bandi.foundation.records.tests.folders import SOURCE, YearFolder, activity
from bandi.register.activities.intake import activities
from bandi.register.activities.models import Activity, Headcount, Heading, Outcome
from bandi.register.people.models import Organisation, Place

pytestmark = pytest.mark.django_db
FILE = "activities.jsonl"


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def year(tmp_path):
    folder = YearFolder(tmp_path / "2025")
    folder.activities(activity("a"), activity("b", outcomes=["A door opened"]), activity("c"))
    return folder


def called(ref: str) -> Activity:
    return Activity.objects.get(record__ref=ref)


def everything() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in (Record, Activity, Heading, Outcome, ImportedRow, Entry)}


def test_a_folder_with_two_files_loads(year):
    outcome = year.load()[FILE]

    assert (outcome.read, outcome.created, outcome.refused, outcome.doubts) == (3, 3, [], [])
    assert called("b").outcomes.get().text_en == "A door opened"
    assert called("a").kind.label_en == "meeting"
    assert [str(heading.title.en) for heading in Heading.objects.order_by("order")] == ["Learning", "Reading circle"]


def test_loading_twice_changes_nothing(year):
    year.load()
    before = everything()

    again = year.load()

    assert everything() == before
    assert again[FILE].unchanged == 3
    assert not any(outcome.created or outcome.changed for outcome in again.values())


def test_a_corrected_row_changes_its_record_and_no_other(year):
    year.load()
    untouched = {row.pk: row.updated_at for row in Activity.objects.exclude(record__ref="b")}
    key = called("b").pk
    year.activities(activity("a"), activity("b", title="Another title", outcomes=["A window opened"]), activity("c"))

    outcome = year.load()[FILE]

    assert (outcome.changed, outcome.unchanged) == (1, 2)
    changed = called("b")
    assert (changed.pk, changed.title_en, changed.record.label_en) == (key, "Another title", "Another title")
    assert [each.text_en for each in changed.outcomes.all()] == ["A window opened"]
    assert {row.pk: row.updated_at for row in Activity.objects.exclude(record__ref="b")} == untouched


def test_parts_are_replaced_only_where_they_differ(year):
    year.load()
    kept = called("b").outcomes.get().pk
    year.activities(activity("a"), activity("b", title="Another title", outcomes=["A door opened"]), activity("c"))

    year.load()

    assert called("b").outcomes.get().pk == kept


def test_an_edit_on_the_desk_is_kept(year, ada):
    year.load()
    editing.edit(called("a"), {"title_en": "As the desk has it"}, by=ada)

    outcome = year.load()[FILE]

    assert (outcome.kept, outcome.unchanged) == (1, 2)
    assert called("a").title_en == "As the desk has it"


def test_an_edit_on_the_desk_and_a_changed_row_meet_as_a_conflict(year, ada):
    year.load()
    editing.edit(called("a"), {"title_en": "As the desk has it"}, by=ada)
    year.activities(activity("a", title="As the folder has it"), activity("b", outcomes=["A door opened"]), activity("c"))

    outcome = year.load()[FILE]

    assert [(remark.ref, remark.number) for remark in outcome.refused] == [("a", 1)]
    assert "edited on the desk" in outcome.refused[0].reason
    assert called("a").title_en == "As the desk has it"


def test_a_conflict_ends_when_one_matches_the_other(year, ada):
    year.load()
    editing.edit(called("a"), {"title_en": "Agreed"}, by=ada)
    year.activities(activity("a", title="Agreed"), activity("b", outcomes=["A door opened"]), activity("c"))

    assert year.load()[FILE].refused == []
    assert year.load()[FILE].unchanged == 3


def test_a_record_removed_on_the_desk_does_not_come_back(year, ada):
    year.load()
    editing.remove(called("a"), by=ada)

    year.load()

    assert called("a").is_removed


def test_a_row_that_vanished_is_named_and_its_record_stays(year):
    year.load()
    year.activities(activity("a"), activity("c"))

    assert year.load()[FILE].gone == ["b"]
    assert Activity.objects.filter(record__ref="b", is_removed=False).exists()


def test_a_file_that_vanished_is_named_with_all_its_rows(year):
    year.table("places.csv", {"id": "hall", "name": "Lantern Hall"})
    year.load()
    (year.path / "places.csv").unlink()

    outcome = year.load()["places.csv"]

    assert (outcome.missing, outcome.gone) == (True, ["hall"])


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (activity("x", start_date="2025-02-30"), "2025-02-30 does not exist"),
        (activity("x", start_date="3/8/2025"), "should be a date like 2024-05-16"),
        (activity("x", start_date="2025-03-09", end_date="2025-03-01"), "lies before the start"),
        (activity("x", date_precision="roughly"), "“roughly” is no exactness"),
        (activity("x", title=""), "“title” is empty"),
        (activity("x", heading=None), "“heading” is empty"),
        (activity("x", title="t" * 401), "401 characters; 400 are possible"),
        (activity("x", audience={"count": "many", "unit": "people"}), "“count” should be a number"),
        (activity("x", audience={"count": 5, "qualifier": "perhaps"}), "“perhaps” is no qualifier"),
        (activity("x", our_people="Ada"), "“our_people” should be a list of objects"),
        (activity("x", counterparts=[{"role": "host"}]), "neither a name nor an organisation"),
        (activity("x", requests=[{"direction": "begged", "to": "A"}]), "neither asked nor promised"),
        (activity("x", sensitive="perhaps"), "“sensitive” should be yes or no"),
        (activity("x", recurrence={"dates": 5}), "“dates” should be a list"),
        (activity("x", title={"en": "T"}), "“title” should be one text"),
        (activity("x" * 161), "longer than 160"),
        (activity("a"), "“a” stands in row 1 already"),
        ('{"id": "x", ', "not JSON"),
        ('{"id": "x"}', "the line lacks section, heading, kind"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_and_the_right_ones_are_kept(year, row, reason):
    year.activities(activity("a"), row, activity("c"))

    outcome = year.load()[FILE]

    assert [remark.number for remark in outcome.refused] == [2]
    assert reason in outcome.refused[0].reason
    assert sorted(Activity.objects.values_list("record__ref", flat=True)) == ["a", "c"]
    assert Record.objects.filter(kind="activities.activity").count() == 2


def test_nothing_of_a_refused_row_remains(year):
    year.activities(activity("x", section="Nowhere", kind="unheard", outcomes=["one"], in_kind=[{"item": "Lamp"}]))

    assert len(year.load()[FILE].refused) == 1
    assert not Outcome.objects.exists()
    assert not Heading.objects.filter(title_en="Nowhere").exists()


def test_a_row_refused_once_is_loaded_when_it_is_right(year):
    year.activities(activity("a"), activity("b", start_date="2025-02-30"))
    year.load()
    year.activities(activity("a"), activity("b"))

    assert (year.load()[FILE].created, called("b").when) == (1, "2025-03-08")


def test_a_form_that_nobody_thought_of_is_refused_and_not_a_crash(year, monkeypatch):
    def stumble(folder, row):
        raise KeyError("surprise")

    intake = Intake(file="surprise.csv", order=99, apply=stumble)
    register(intake)
    year.table("surprise.csv", {"id": "a"})
    try:
        outcome = year.load()["surprise.csv"]
    finally:
        del _intakes["surprise.csv"]

    assert "cannot be read (KeyError)" in outcome.refused[0].reason


def test_a_file_during_which_the_disk_fills_is_left_out_whole(year, monkeypatch):
    year.table("places.csv", {"id": "hall", "name": "Lantern Hall"})

    def fail(folder, row, activity):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(activities, "participations_of", fail)
    outcomes = year.load()

    assert outcomes[FILE].refused[0].reason.startswith("nothing of the file was kept: the database refuses it (database or")
    assert not Activity.objects.exists() and not Heading.objects.exists()
    assert Place.objects.count() == 1

    monkeypatch.undo()
    assert year.load()[FILE].created == 3


def test_everything_that_was_made_can_be_found(year, monkeypatch):
    told = []
    monkeypatch.setattr(indexing, "refresh", lambda rows: told.extend(row.labels()[0] for row in rows))
    year.load()
    assert {"Learning", "Reading circle", "Title of a", "Lantern Society"} <= set(told)

    told.clear()
    year.load()
    assert told == []


def test_an_unknown_reference_is_noted_and_joined_when_it_comes(year):
    row = activity("a", related_ids=["later"], part_of="later", place_ids=["hall"])
    year.activities(row)
    doubts = [remark.reason for remark in year.load()[FILE].doubts]
    assert doubts == ["the place “hall” is not in the folder", *["the activity “later” is not in the folder"] * 2]
    assert called("a").part_of is None

    year.activities(row, activity("later"))
    year.table("places.csv", {"id": "hall", "name": "Lantern Hall"})
    outcome = year.load()[FILE]

    assert outcome.doubts == []
    assert (outcome.created, outcome.changed) == (1, 1)
    assert called("a").part_of == called("later")
    assert [place.name_en for place in called("a").places.all()] == ["Lantern Hall"]
    assert year.load()[FILE].unchanged == 2


def test_loading_writes_one_entry_for_a_file_and_no_revision_for_a_row(year, ada):
    year.load(by=ada)

    kinds = list(Entry.objects.values_list("kind", flat=True))
    assert set(kinds) == {"records:year:load"}
    assert Entry.objects.filter(actor=ada.id).count() == len(kinds)
    assert not Revision.objects.exists()
    assert journal.verify().holds


def test_a_reader_may_not_load(year, ben):
    with pytest.raises(NotPermitted):
        year.load(by=ben)

    assert not Activity.objects.exists()


def test_a_dry_run_says_what_would_be_done_and_does_nothing(year):
    before = everything()

    outcome = year.load(dry_run=True)[FILE]

    assert outcome.created == 3
    assert everything() == before


def test_two_years_that_use_the_same_ids_do_not_overwrite_each_other(year, tmp_path):
    year.load()
    other = YearFolder(tmp_path / "2026")
    other.activities(activity("a", on="2026-03-08", title="A year later"), activity("z", on="2026-04-01", part_of="a"))

    other.load(source="LS 2026", year=2026)

    assert called("a").title_en == "Title of a"
    later = Activity.objects.get(title_en="A year later")
    assert called("z").part_of == later
    assert other.load(source="LS 2026", year=2026)[FILE].unchanged == 2
    assert year.load()[FILE].unchanged == 3


def test_a_table_that_nothing_reads_is_named(year):
    year.table("lunch.csv", {"dish": "Soup"})

    (doubt,) = year.load()["lunch.csv"].doubts

    assert "nothing reads this table" in doubt.reason


def test_a_column_that_nobody_reads_is_named(year):
    year.table("places.csv", {"id": "hall", "name": "Lantern Hall", "colour": "red"})

    assert year.load()["places.csv"].notes == ["columns that are not loaded: colour"]


def test_a_table_from_a_korean_spreadsheet_loads_and_says_so(year):
    (year.path / "places.csv").write_bytes("id,name,name_ko\nhall,Lantern Hall,등불관\n".encode("cp949"))

    assert year.load()["places.csv"].notes == ["read as CP949"]


def test_a_file_that_cannot_be_read_leaves_the_others_alone(year):
    (year.path / "places.csv").write_bytes(b"id,name\n\xff\xfe\xfd")
    (year.path / "organisation.json").write_text('{"name_en": ')

    outcomes = year.load()

    assert outcomes["places.csv"].refused[0].number == 0
    assert "is not JSON" in outcomes["organisation.json#profile"].refused[0].reason
    assert outcomes[FILE].created == 3


def test_words_are_made_from_their_keys_unless_a_list_has_them(year):
    year.activities(activity("a", kind="press_briefing"), activity("b", kind="walk"))
    year.table("terms.csv", {"vocabulary": "activity_kind", "key": "walk", "label": "Walk", "label_ko": "산책"})

    year.load()

    assert (called("a").kind.label_en, called("b").kind.label_ko) == ("press briefing", "산책")


def test_another_organisation_of_the_same_kind_is_found_in_the_file(year):
    year.table(
        "organisations.csv",
        {"id": "us", "name": "Lantern Society", "type": "club", "name_variants": ""},
        {"id": "them", "name": "Harbour Watch", "type": "club", "name_variants": "The Harbour (leaflet)"},
    )
    year.activities(activity("a", partners=["the harbour", "Nobody Known"]))

    year.load()

    assert Organisation.objects.get(is_own=True).record.ref == "us"
    partners = called("a").participations.order_by("order")
    assert [partner.organisation and partner.organisation.name_en for partner in partners] == ["Harbour Watch", None]
    assert partners[1].name == "Nobody Known"


def test_what_the_source_is_called_does_not_change_what_is_loaded(year):
    year.load()
    assert ImportedRow.objects.filter(source=SOURCE, file=FILE).count() == 3
    assert json.loads((year.path / "organisation.json").read_text())["abbreviation"] == "LS"
    assert not Headcount.objects.exists()
