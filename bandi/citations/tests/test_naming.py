"""Who is named, and who only seems to be."""

from __future__ import annotations

import pytest

from bandi.citations.naming import find_named
from bandi.citations.ours import OurText

from .cast import ORGANISATIONS, document, named

FULL = "Kestrel Union for North Korean Freedoms"


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (f"The {FULL} reported daily quotas.", {"named"}),
        ("KESTREL UNION FOR NORTH KOREAN FREEDOMS REPORTED QUOTAS.", {"named"}),
        ("The Kestrel Union for North Korea Freedoms reported quotas.", {"name_variant"}),
        ("The Kestrel Union for North Korean Freedom's records were used.", {"name_variant"}),
        ("KUNF’s figures were used.", {"undefined_abbreviation"}),
        ("KUFN reported quotas.", {"name_variant"}),
        ("KUNF12 reported quotas.", {"undefined_abbreviation"}),
        ("황조롱이연합은 할당량을 보고하였다.", {"named_ko"}),
        ("북녘 자유 황조롱이 연합에 따르면 할당량이 있었다.", {"named_ko"}),
        ("장관은 KUNF와 면담하였다.", {"undefined_abbreviation"}),
    ],
)
def test_a_name_is_recognised_in_its_forms(text: str, how: set[str]) -> None:
    assert named(document(text)) == {"1": how}


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel Union for Freedoms reported quotas.",
        "Kestrel Unity for North Korean Families reported quotas.",
        f"{FULL} International reported quotas.",
        f"{FULL} of Canada reported quotas.",
        f"The Federation of {FULL} reported quotas.",
        "A union of kestrels for freedom was seen in the north.",
        "KUNOF reported quotas.",
        "KUNFA reported quotas.",
        "The document was issued as A/KUNF/1.",
        "황조롱이연합회는 할당량을 보고하였다.",
        "대황조롱이연합은 할당량을 보고하였다.",
        "A union of workers and the Union of Teachers were heard.",
    ],
)
def test_a_similar_name_is_not_us(text: str) -> None:
    assert named(document(text)) == {}


def test_common_words_are_no_name() -> None:
    assert named(document("In a message the kin of the lost asked not to be forgotten."), "kin") == {}
    assert named(document("Kin of the Lost asked not to be forgotten."), "kin") == {"1": {"named"}}


def test_a_form_counts_after_the_document_defines_it_and_only_with_a_capital() -> None:
    asked = document(
        "The Union was not yet known.",
        f"Thanks go to the {FULL} (hereinafter “the Union”).",
        "The Union estimates two thirds.",
        "A union of convenience protects traders, and so does the Union for Legal Reform.",
    )
    assert named(asked) == {"2": {"named"}, "3": {"defined_abbreviation"}}


def test_a_korean_form_counts_after_the_document_defines_it() -> None:
    asked = document("항구기록원(이하 ‘기록원’)이 자료를 냈다.", "기록원에 따르면 열한 건이다.", "국가기록원은 다른 곳이다.", "기록원장회의가 열렸다.")
    assert named(asked, "har") == {"1": {"named_ko"}, "2": {"defined_abbreviation"}}


def test_a_js_number_holds_for_one_document_and_shows_the_member_as_joint() -> None:
    list_note = (
        "The stakeholders listed below have contributed information for this summary: Civil society. Individual submissions: "
        "KUNF Kestrel Union for North Korean Freedoms, Seoul (Republic of Korea); TW Tide Watch, Sokcho (Republic of Korea). Joint submissions: "
        "JS1 Joint submission 1 submitted by: Kestrel Union for Freedoms and two parishes; "
        "JS3 Joint submission 3 submitted by: Bridge of Names: Kin of the Lost, Kestrel Union for North Korean Freedoms and four other members."
    )
    asked = document("A summary of submissions.[1]", "JS1 spoke of radios.[2]", "JS3 spoke of graves.[3]", "KUNF spoke of mines.[4]", notes={
        1: list_note, 2: "JS1, p. 1.", 3: "JS3, paras. 2-4.", 4: "KUNF, p. 6. See also JS3, para. 9.",
    })  # fmt: skip
    assert named(asked) == {"3": {"joint"}, "4": {"named", "footnote", "joint"}}
    assert named(asked, "kin") == {"3": {"joint"}, "4": {"joint"}}
    assert named(asked, "tide") == {}
    other_year = document("JS3 spoke of graves.[1]", notes={1: "JS3, p. 2."})
    assert named(other_year) == {}


def test_a_joint_submission_stays_joint_when_it_is_named_again() -> None:
    notes = {1: f"JS2 (Joint submission 2, submitted by: Tide Watch, {FULL}).", 2: "JS2, para. 4.", 3: "Ibid., para. 5.", 4: "Interview.", 5: "See note 2 above.", 6: "KUNF, p. 1.", 7: "Ibid."}
    asked = document(*(f"A fact.[{number}]" for number in notes), notes=notes)
    joint = {one.unit.id: one.is_joint for one in find_named(asked, ORGANISATIONS) if one.organisation == "kunf"}
    assert joint == {"1": False, "2": True, "3": True, "5": True, "6": False, "7": False}
    assert set(named(asked, "tide")) == {"1", "2", "3", "5"}


def test_body_and_note_may_differ() -> None:
    asked = document("It was recommended that camps be closed.[1]", "KUNF spoke of mines.[2]", notes={1: "KUNF, para. 8.", 2: "Interview 14."})
    assert named(asked) == {"1": {"footnote", "undefined_abbreviation"}, "2": {"undefined_abbreviation"}}


def test_see_also_is_said_to_be_see_also() -> None:
    asked = document("TW spoke.[1]", notes={1: f"TW, p. 2. See also {FULL}, Grey Seam (2036), p. 8."})
    assert named(asked) == {"1": {"see_also"}}


def test_ibid_is_the_source_just_before_it_whoever_that_is() -> None:
    notes = {
        1: f"{FULL}, Stone Hair (Seoul, 2038), p. 4.",
        2: "Ibid., p. 9.",
        3: "Ibid. The account was given twice.",
        4: "Interview SR/39/011.",
        5: "Ibid.",
        6: f"{FULL}, Stone Hair, p. 4; A/HRC/80/9, para. 5.",
        7: "Ibid., para. 6.",
        8: "Tide Watch, Night Boats (2038), p. 1. See also KUNF, p. 2.",
        9: "Ibid.",
    }
    asked = document(*(f"A fact.[{number}]" for number in notes), notes=notes)
    assert set(named(asked)) == {"1", "2", "3", "6", "8", "9"}
    assert named(asked)["3"] == {"ibid"}


def test_ibid_after_the_list_of_contributors_is_nobody() -> None:
    asked = document("A.[1]", "B.[2]", notes={1: f"The stakeholders listed below have contributed: Individual submissions: KUNF {FULL}, Seoul (Republic of Korea).", 2: "Ibid."})
    assert named(asked) == {}


@pytest.mark.parametrize(
    ("note", "how"),
    [
        ("See note 1 above, p. 88.", {"supra"}),
        ("Supra note 1, p. 88.", {"supra"}),
        ("Stone Hair, supra note 1, p. 88.", {"supra", "short_title"}),
        ("Stone Hair, p. 90.", {"short_title"}),
        ("“Stone Hair”, op. cit., p. 90.", {"op_cit", "short_title"}),
        ("KUNF, op. cit.", {"footnote", "op_cit"}),
        ("앞의 각주 1, 88쪽.", {"supra"}),
        ("Kestrel Union, op. cit.", {"footnote", "short_form", "op_cit"}),
    ],
)
def test_a_work_is_found_again_by_its_note_its_title_or_its_author(note: str, how: set[str]) -> None:
    asked = document("A.[1]", "B.[2]", "C.[3]", notes={1: f"{FULL}, Stone Hair: Workshops and Trade (Seoul, 2038), pp. 41-57.", 2: "Interview 3.", 3: note})
    assert named(asked)["3"] == how
    assert "2" not in named(asked)


def test_supra_to_somebody_elses_note_is_not_us() -> None:
    asked = document("A.[1]", "B.[2]", "C.[3]", notes={1: f"{FULL}, p. 4.", 2: "Tide Watch, Night Boats (2038).", 3: "See note 2 above, p. 88."})
    assert set(named(asked)) == {"1"}
    assert set(named(asked, "tide")) == {"2", "3"}


def test_our_own_title_alone_is_a_citation_when_it_is_known_to_be_ours() -> None:
    ours = OurText("P7", "kunf", (), title="Letters That Never Came")
    asked = document("See the study.[1]", notes={1: "“Letters That Never Came”, 2038, p. 3."})
    assert named(asked) == {}
    assert named(asked, texts=(ours,)) == {"1": {"short_title"}}


@pytest.mark.parametrize("title", ["Letter to the Mayor of Kestrelia", "Joint submission on fishing", "Report on the year", "공동 의견서"])
def test_a_title_that_only_says_what_kind_of_text_it_is_names_nobody(title: str) -> None:
    asked = document(f"A letter was read: “{title}”.[1]", notes={1: f"{title}, p. 2."})
    assert named(asked, texts=(OurText("L1", "kunf", (), title=title),)) == {}


def test_one_abbreviation_of_two_organisations_is_told_apart_by_the_document() -> None:
    theirs = document("The Highland Relief Council (HRC) sent tents.", "HRC sent more.")
    assert named(theirs, "har") == {}
    assert set(named(theirs, "hig")) == {"1", "2"}

    both = document("Harbour Records Centre spoke.", "HRC kept the files.", "The other HRC, based in Bern, did not answer.", "HRC (Bern) did not answer.", "HRC, Busan, did.")
    assert set(named(both, "har")) == {"1", "2", "5"}
    assert set(named(both, "hig")) == {"3", "4"}


def test_a_resolution_of_the_human_rights_council_is_not_ours() -> None:
    assert named(document("HRC resolution 31/18 was adopted."), "har") == {}
    assert named(document("The Human Rights Council (HRC) adopted it.", "HRC met."), "har") == {}


def test_an_abbreviation_that_a_stranger_defines_is_the_strangers() -> None:
    assert named(document("The Knitters of Upper Nordic Fjords (KUNF) sent socks.", "KUNF sent more."), "kunf") == {}


def test_a_conference_room_paper_is_no_organisation() -> None:
    crp = organisation("Council for Reformed Prisons", "CRP")
    assert [n.unit.id for n in find_named(document("Women are searched.[1]", "CRP spoke.", notes={1: "A/HRC/25/CRP.1, paras. 4-9."}), crp)] == ["2"]


def organisation(name: str, abbreviation: str):
    from bandi.citations.ours import organisations_from_json

    return organisations_from_json({"organization": {"id": "x", "name": name, "abbr": [abbreviation]}})


def test_a_body_inside_an_organisation_counts_for_it() -> None:
    assert set(named(document("KUNF-Europe spoke.", "KUNF/JS2 spoke.", "EU-KUNF2 spoke."))) == {"1", "2"}


def test_only_organisations_marked_as_ours_are_looked_for() -> None:
    from dataclasses import replace

    only = {key: replace(one, is_ours=key == "tide") for key, one in ORGANISATIONS.items()}
    found = find_named(document(f"{FULL} and Tide Watch spoke."), only)
    assert [one.organisation for one in found] == ["tide"]
