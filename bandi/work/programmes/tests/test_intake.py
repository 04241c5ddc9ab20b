"""Files of a year: question sets, volunteers, groups; codes and numbers only, loaded as often as one likes."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils.translation import override

from bandi.foundation.records.loading import load
from bandi.work.programmes.counting import members_on
from bandi.work.programmes.hours import season
from bandi.work.programmes.models import Meeting, Member, Pair, Question, Round, Turn, Volunteer
from bandi.work.programmes.results import results_of

pytestmark = pytest.mark.django_db

FILES = {
    "places.csv": "id,name,city,region,country,kind\npondland,Pondland,,,Pondland,country\n",
    "question_sets.csv": "id,title,title_ko,purpose\nset-pond,Pond quiz,연못 퀴즈,quiz\nset-odd,Odd,,riddle\n",
    "questions.csv": "id,question_set,number,kind,text,text_ko,options,options_ko,right\nq1,set-pond,1,true_false,Herons fish.,왜가리는 고기를 잡는다.,,,O\nq2,set-pond,2,single,What grows?,,reed|moss,갈대|이끼,2\n",
    "question_rounds.csv": "id,question_set,activity,date,given_out\nuse-1,set-pond,lantern-evening,2031-03-14,40\n",
    "question_tallies.csv": "id,round,question,answer,count\nt1,use-1,1,O,30\nt2,use-1,1,x,4\nt3,use-1,2,2,20\n",
    "volunteer_calls.csv": "id,title,activity,wanted,opens_on\ncall-1,Hands wanted,lantern-evening,13,2031-02-01\n",
    "volunteers.csv": "id,group,since\nV-2031-001,student,2031-02-10\nKim Lantern,student,\n",
    "shifts.csv": "id,title,call,activity,date,from,to,count\nshift-1,Carry lanterns,call-1,lantern-evening,2031-03-14,09:00,12:30,12\nshift-2,Odd,,,2031-03-15,9 o'clock,,\n",
    "turns.csv": "id,shift,volunteer,presence,hours\nu1,shift-1,V-2031-001,,2.5\n",
    "groups.csv": "id,name,name_ko,kind,since\ngroup-herons,Young Herons,어린 왜가리,youth_network,2030-11\n",
    "group_counts.csv": "id,group,on,country,count\nc1,group-herons,2031-03,,8\nc2,group-herons,2031-03,pondland,3\n",
    "members.csv": "id,group,country,role,joined_on\nM-2031-001,group-herons,pondland,speaker,2031-01-05\n",
    "meetings.csv": "id,group,date,subject,count\nmeet-1,group-herons,2031-03-14,Reed weaving,8\n",
    "mentoring_pairs.csv": "id,group,mentor,mentee,sessions\npair-1,group-herons,V-2031-001,M-2031-001,2031-03-01 2;2031-03-08 1.5\n",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "organisation.json").write_text(json.dumps({"name_en": "Lantern Society", "report_year": 2031}))
    activity = {"id": "lantern-evening", "section": "Work", "heading": "Evenings", "kind": "talk", "title": "Lantern evening", "start_date": "2031-03-14", "end_date": "2031-03-14", "date_precision": "day", "in_report_year": True, "sensitive": False}
    (tmp_path / "activities.jsonl").write_text(json.dumps(activity) + "\n")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def refused(outcomes) -> dict[str, str]:
    return {remark.ref: remark.reason for outcome in outcomes for remark in outcome.refused}


def test_everything_is_loaded_and_what_cannot_be_is_refused_with_its_reason(folder):
    found = refused(load(folder, source="lantern-2031", year=2031, by=None))

    assert set(found) == {"set-odd", "Kim Lantern", "shift-2"}
    assert "riddle" in found["set-odd"] and "V-2024-003" in found["Kim Lantern"], "a name is no code"
    assert "9 o'clock" in found["shift-2"]
    results = results_of(Round.objects.get())
    assert (results.right, results.rated, results.round.given_out) == (50, 54, 40)
    year = season(date(2031, 1, 1), date(2031, 12, 31))
    assert (year.people, year.hours) == (13, Decimal("2.5") + 12 * Decimal("3.5") + Decimal("3.5"))
    member = Member.objects.select_related("group", "country").get()
    assert member.country and (member.country.name_en, member.handling, Volunteer.objects.get().handling) == ("Pondland", "internal", "internal")
    told = members_on(member.group, date(2031, 12, 31))
    assert told and (told.count, told.countries[member.country_id], told.countries[None]) == (8, 3, 5)
    assert Meeting.objects.get().others == 8 and Pair.objects.get().sessions.count() == 2


def test_loading_again_changes_nothing(folder):
    load(folder, source="lantern-2031", year=2031, by=None)
    again = load(folder, source="lantern-2031", year=2031, by=None)
    assert [outcome.file for outcome in again if outcome.created or outcome.changed] == []


def test_a_corrected_row_changes_its_record_and_an_answered_question_keeps_its_kind(folder):
    load(folder, source="lantern-2031", year=2031, by=None)
    (folder / "turns.csv").write_text(FILES["turns.csv"].replace("2.5", "3"))
    (folder / "questions.csv").write_text(FILES["questions.csv"].replace("1,true_false,Herons fish.,왜가리는 고기를 잡는다.,,,O", "1,text,Herons fish.,왜가리는 고기를 잡는다.,,,"))
    found = refused(load(folder, source="lantern-2031", year=2031, by=None))

    assert Turn.objects.get().stayed == 3
    assert "was answered" in found["set-pond"] and Question.objects.get(order=1).kind == "true_false"


def test_a_question_that_is_gone_from_the_file_stays_where_it_was_answered(folder):
    (folder / "question_tallies.csv").write_text("id,round,question,answer,count\nt1,use-1,1,O,30\n")
    load(folder, source="lantern-2031", year=2031, by=None)
    (folder / "questions.csv").write_text("id,question_set,number,kind,text\nq9,set-pond,9,text,Anything else?\n")
    load(folder, source="lantern-2031", year=2031, by=None)
    assert sorted(Question.objects.values_list("order", flat=True)) == [1, 9]
