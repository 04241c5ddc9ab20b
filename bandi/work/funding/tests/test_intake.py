"""Grants, budgets and the stock from the tables of a year's folder: another organisation's folder loads as well, and again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bandi.foundation.records.intake import Outcome
from bandi.foundation.records.loading import load
from bandi.work.funding.balance import balance_of
from bandi.work.funding.models import BudgetLine, Grant, HandOut, ReportingDuty, StockItem

pytestmark = pytest.mark.django_db
FILES = {
    "organisations.csv": "id,name,abbreviation,country,relation,activity_ids,type\nmoon,Moon Foundation,MF,,,,foundation\n",
    "grants.csv": "id,funder,title,title_ko,state,amount,currency,start_date,end_date,date_precision,reference,activity_ids,meeting_ids\n"
    "g-1,MF,Lanterns for all,모두의 등불,running,20000,usd,2031-01,2031-12,range,MF-7,walk,talk\n",
    "reporting_duties.csv": "id,grant,kind,title,due_on,sent_on,accepted_on\nd-1,g-1,financial,Report on money,2031-07-01,2031-07-04,2031-07-09\nd-2,g-1,,Last report,2032-01-31,,\n",
    "budget_lines.csv": "id,activity_id,category,text,planned,spent,currency,currency_other,rate,grant\nb-1,walk,flights,Flights of the frogs,2000,1900.50,USD,KRW,1350,g-1\nb-2,walk,lamp oil,,300,,KRW,,,\n",
    "stock.csv": "id,title,title_ko,kind,unit\ns-1,Firefly bookmark,반딧불 책갈피,bookmark,pieces\n",
    "stock_receipts.csv": "id,item,quantity,how,date,end_date,date_precision,organisation,cost,currency\nr-1,s-1,100,printed,2031-05-01,2031-05-01,day,Moon Foundation,50000,KRW\n",
    "stock_corrections.csv": "item,counted_on,difference,reason\ns-1,2031-06-01,-10,Rain\n",
    "hand_outs.csv": "id,item,quantity,date,end_date,date_precision,activity_id,to_whom,to_whom_ko\nh-1,s-1,60,2031-05-26,2031-05-26,day,walk,Visitors,방문객\nh-2,s-1,,2031-06-26,2031-06-26,day,,,\n",
}


def folder_of(path: Path, **changed: str) -> Path:
    activities = [{"id": name, "section": "Work", "heading": "Walks", "kind": "walk", "title": name.title(), "start_date": "2031-05-26", "end_date": "2031-05-26", "date_precision": "day"} for name in ("walk", "talk")]
    activities.append({**activities[0], "id": "harbour", "title": "Harbour", "sensitive": True})
    (path / "activities.jsonl").write_text("\n".join(json.dumps(row) for row in activities))
    (path / "organisation.json").write_text(json.dumps({"name_en": "Lantern Society", "report_year": 2031}))
    for name, text in {**FILES, **{f"{key}.csv": text for key, text in changed.items()}}.items():
        (path / name).write_text(text)
    return path


def loaded(path: Path, **changed: str) -> dict[str, Outcome]:
    found = load(folder_of(path, **changed), source="lantern-society 2031", year=2031)
    return {one.file: one for one in found}


def test_a_folder_brings_grants_reports_budgets_and_the_stock(tmp_path):
    found = loaded(tmp_path)
    for name in FILES:
        assert (found[name].refused, found[name].doubts, found[name].notes) == ([], [], []), name

    grant = Grant.objects.get()
    assert (grant.funder.name_en, grant.amount, grant.currency, grant.starts_on.month, grant.ends_on.day) == ("Moon Foundation", 20000, "USD", 1, 31)
    assert (grant.activities.get().title_en, grant.meetings.get().title_en) == ("Walk", "Talk")
    assert sorted(ReportingDuty.objects.values_list("kind", "title_en")) == [("financial", "Report on money"), ("narrative", "Last report")]
    assert set(BudgetLine.objects.values_list("category__key", "planned", "rate")) == {("flights", 2000, 1350), ("lamp oil", 300, None)}
    balance = balance_of(StockItem.objects.get().pk)
    assert (balance.came, balance.corrected, balance.gone, balance.uncounted) == (100, -10, 60, 1)


def test_loading_again_changes_nothing_and_a_corrected_row_its_record(tmp_path):
    loaded(tmp_path)
    again = loaded(tmp_path)
    assert {name: (again[name].created, again[name].changed) for name in FILES} == dict.fromkeys(FILES, (0, 0))

    changed = loaded(tmp_path, grants=FILES["grants.csv"].replace("running", "closed").replace(",walk,talk", ",walk;talk,"))
    assert changed["grants.csv"].changed == 1
    grant = Grant.objects.get()
    assert (grant.state, grant.activities.count(), grant.meetings.count()) == ("closed", 2, 0)


@pytest.mark.parametrize(
    ("file", "row", "why"),
    [
        ("grants", "g-2,Nobody,Title,,running,,,,,,,,", "add the funder to organisations.csv"),
        ("grants", "g-2,MF,Title,,flying,,,,,,,,", "should be one of applied, awarded"),
        ("grants", "g-2,MF,Title,,running,5,,,,,,,", "needs its currency"),
        ("reporting_duties", "d-3,g-9,,Title,,,", "is not in the folder"),
        ("reporting_duties", "d-3,g-1,,Title,,,2031-01-01", "needs “sent_on”"),
        ("reporting_duties", "d-3,g-1,,Title,,2031-02-01,2031-01-01", "accepted before it was sent"),
        ("budget_lines", "b-3,walk,flights,,,,KRW,,,", "give “planned” or “spent”"),
        ("budget_lines", "b-3,walk,flights,,5,,KRW,USD,,", "belong together"),
        ("budget_lines", "b-3,walk,flights,,-5,,KRW,,,", "planned"),
        ("stock_receipts", "r-2,s-1,0,printed,,,,,,", "more than nothing"),
        ("stock_receipts", "r-2,s-1,5,stolen,,,,,,", "should be one of printed, bought"),
        ("stock_corrections", "s-2,2031-06-01,1,Sun", "is not in the folder"),
        ("hand_outs", "h-3,s-1,31,2031-06-01,,,,,", "1 more were handed out than came in"),
    ],
)
def test_a_wrong_row_is_refused_with_its_reason_and_the_others_stay(tmp_path, file, row, why):
    found = loaded(tmp_path, **{file: FILES[f"{file}.csv"] + row + "\n"})[f"{file}.csv"]

    assert len(found.refused) == 1 and why in found.refused[0].reason
    assert found.created == len(FILES[f"{file}.csv"].splitlines()) - 1


def test_a_hand_out_is_looked_at_again_when_less_came_in_than_before(tmp_path):
    loaded(tmp_path)
    found = loaded(tmp_path, stock_receipts=FILES["stock_receipts.csv"].replace(",100,", ",50,"))["hand_outs.csv"]

    assert len(found.refused) == 1 and "20 more were handed out than came in" in found.refused[0].reason
    assert HandOut.objects.count() == 2


def test_what_belongs_to_a_sensitive_activity_is_loaded_as_protected(tmp_path, dan):
    loaded(tmp_path, budget_lines=FILES["budget_lines.csv"] + "b-3,harbour,flights,,5,,KRW,,,\n", hand_outs=FILES["hand_outs.csv"] + "h-3,s-1,1,2031-06-01,2031-06-01,day,harbour,,\n")

    assert BudgetLine.objects.get(record__ref="b-3").handling == "protected" and HandOut.objects.get(record__ref="h-3").handling == "protected"
    assert BudgetLine.objects.visible_to(dan).count() == 2 and HandOut.objects.visible_to(dan).count() == 2
