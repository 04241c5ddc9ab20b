"""What is drawn in Python is what the templates would have drawn, and what is asked in part is part of the whole."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.template import engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from bandi.foundation.audit import journal
from bandi.foundation.records import editing
from bandi.foundation.reference.models import Term
from bandi.interfaces.desk.fields import Suggested, TermChoice
from bandi.interfaces.desk.forms import form_for
from bandi.interfaces.desk.reading import Reader
from bandi.interfaces.desk.screens import journal as screen
from bandi.interfaces.desk.screens.printing import Page
from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.templatetags import desk_facts
from bandi.interfaces.desk.templatetags.desk_form import field_of
from bandi.interfaces.desk.templatetags.desk_lines import state_badge, work_lines
from bandi.interfaces.desk.tests import world
from bandi.interfaces.desk.tests.test_shortcuts import HOSTILE
from bandi.interfaces.desk.widgets import Renderer
from bandi.publishing.texts import BoundNumbers
from bandi.register.activities.models import Activity
from bandi.register.claims.models import Claim
from bandi.register.claims.numbers import marks_in

pytestmark = pytest.mark.django_db


CHOICES = [("", "—"), (7, 'a "quoted" & \'single\''), ("<b>", gettext_lazy("Year")), ("group <i>", [(1234, 1234), (True, mark_safe("<i>safe</i>"))])]
CONTROLS = {
    "select": forms.Select(choices=CHOICES), "several": forms.SelectMultiple(choices=CHOICES, attrs={"size": 4}), "text": forms.TextInput(attrs={"lang": "ko", "required": True, "list": False}),
    "hidden": forms.HiddenInput(), "number": forms.NumberInput(attrs={"max": 1234.5}), "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    "area": forms.Textarea(attrs={"rows": 4, "title": '"><script>'}), "boxes": forms.CheckboxSelectMultiple(choices=CHOICES), "box": forms.CheckboxInput(),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("value", [*HOSTILE, 12345.5, date(2031, 5, 4), "7", "\nfirst line"], ids=repr)
@pytest.mark.parametrize("control", list(CONTROLS))
def test_a_control_of_a_form_is_drawn_as_django_draws_it(control: str, value: Any, language: str) -> None:
    widget = CONTROLS[control]
    with translation.override(language):
        drawn, long = (widget.render('na"me', value, {"id": "id_<name>"}, renderer) for renderer in (Renderer(), DjangoTemplates()))

    assert [line.strip() for line in drawn.splitlines() if line.strip()] == [line.strip() for line in long.splitlines() if line.strip()]


@pytest.mark.parametrize("state", ["agrees", "differs", "no_evidence", "accepted", "unbound", "<b>"])
@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_badge_drawn_in_python_is_that_of_the_template(state: str, language: str) -> None:
    with translation.override(language):
        assert state_badge(state) == render_to_string("desk/parts/badge.html", {"state": state}).strip()


PLAIN = {
    "empty": {}, "text": {}, "edit": {"edit_url": '/a"b/'}, "link": {"url": "/a&b/"}, "links": {"links": [{"label": "<i>", "url": "/a/"}, {"label": "b", "url": "/b/?x=1&y=2"}]},
    "sealed": {"is_sealed": True}, "sealed and edited": {"is_sealed": True, "edit_url": "/a/"}, "in Korean": {"lang": "ko"}, "noted": {"note": "<u>", "edit_url": "/a/"},
}  # fmt: skip
LEFT = {"state": {"state": "agrees"}, "tags": {"tags": [{"label": "<i>"}, {"label": "b", "url": "/b/"}]}, "template": {"template": "desk/parts/tag.html"}}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("text", [one for one in HOSTILE if one is not None], ids=repr)  # a template writes None as a word; nobody wants that
@pytest.mark.parametrize("more", [*PLAIN, *LEFT])
def test_a_labelled_value_drawn_in_python_is_that_of_the_template(more: str, text: Any, language: str) -> None:
    fact = {"label": "<Kind> & more", "text": text, **(PLAIN | LEFT)[more]}
    with translation.override(language):
        drawn = render_to_string("desk/parts/facts.html", {"facts": [fact, fact]}).strip()
        long = render_to_string("desk/parts/_fact.html", {"fact": fact})

    assert drawn == f'<dl class="facts">{long}{long}</dl>'
    assert desk_facts.is_plain(fact.get) == (more in PLAIN and isinstance(text or "", str))


@pytest.mark.parametrize("value", [one for one in HOSTILE if one not in ("", None)], ids=repr)
def test_a_line_of_a_worklist_holds_its_texts_and_no_markup_of_theirs(value: Any) -> None:
    shown = conditional_escape(value)

    drawn = work_lines([{"label": value, "url": value, "sub": value, "at": value, "icon": "due"}])

    assert f'<a href="{shown}">{shown}</a><span class="sub">{shown}</span></div><span class="small faint num">{shown}</span></li>' in drawn
    assert work_lines([{"label": "Alder", "url": "/"}]) == '<li><div class="grow"><a href="/">Alder</a></div></li>'
    assert work_lines([{"label": "Alder", "url": "/", "state": "differs", "icon": "due"}]).startswith(f"<li>{state_badge('differs')}<div")


def test_the_latest_changes_are_the_same_however_few_entries_are_looked_at_at_once(ada: Any, dan: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        row = editing.create(Activity, by=ada if number % 2 else dan, title_en=f"Walk {number}", kind=world.term(), when="2024", handling="protected" if number % 3 == 0 else "open")
        for again in range(3):
            row = editing.edit(row, {"title_en": f"Walk {number} {again}"}, by=ada)
        journal.append("access:session:open", by=ada.id, record=row.pk)
        journal.append("records:year:load", by=None, record=row.pk)

    def told(account: Any, glance: int, count: int) -> list[int]:
        monkeypatch.setattr(screen, "GLANCE", glance)
        return [change.sequence for change in screen.latest_changes(Reader(account, "en"), count)]

    whole = told(ada, 10_000, 100)
    assert len(whole) > 6 and told(ada, 1, 100) == told(ada, 7, 100) == whole
    assert told(ada, 2, 5) == whole[:5] and told(ada, 3, 1) == whole[:1]
    assert 0 < len(told(dan, 2, 100)) < len(whole), "what was done to a protected record is told to nobody who may not see it"
    monkeypatch.setattr(screen, "WINDOW", 0)
    assert told(ada, 40, 100) == []


def test_the_numbers_of_a_text_alone_are_those_among_all_of_the_year(django_assert_num_queries: Any) -> None:
    for number in range(1, 5):
        editing.create(Claim, by=None, ref=f"2024/F{number:03}" if number % 2 else f"F{number:03}", year=2024, statement_en=f"Moths {number}", value=number, order=number)
    editing.create(Claim, by=None, ref="2023/F001", year=2023, statement_en="Of another year", value=77)
    text = "There were {F001} and {F004}, and {F999}."

    whole, part = BoundNumbers.read(2024, "en"), BoundNumbers.read(2024, "en", marks_in(text))
    assert set(part.numbers) == {"F001", "F004"} < set(whole.numbers) == {"F001", "F002", "F003", "F004"}
    assert part.runs(text) == whole.runs(text)
    known, all_known = Page.of(2024, "en", marks=marks_in(text)).known, Page.of(2024, "en").known
    assert known == {mark: all_known[mark] for mark in ("F001", "F004")}
    with django_assert_num_queries(0):
        assert BoundNumbers.read(2024, "en", marks_in("No number.")).numbers == Page.of(2024, "en", marks=frozenset()).known == {}


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("bound", [None, {}, {"kind": "7", "title_en": '"><script>', "when": "never", "handling": "protected"}], ids=["fresh", "empty", "hostile"])
def test_a_field_of_a_form_is_drawn_as_its_template_draws_it(ada: Any, bound: Any, language: str) -> None:
    world.term(key="hostile", english='<b>"word"')
    with translation.override(language):
        for key in ("activities", "media", "letters", "organisations"):
            kind = KINDS[key]
            form = form_for(kind, kind.field_names, Reader(ada), data=bound)
            for field in form:
                long = render_to_string("desk/parts/field.html", {"field": field, "optional_mark": False})
                assert field_of(field).strip() == long.strip(), (key, field.name)


@pytest.mark.parametrize("value", [*HOSTILE, 12345, "7"], ids=repr)
@pytest.mark.parametrize("kind", ["", "people"])
def test_a_line_with_suggestions_is_drawn_as_its_template_draws_it(value: Any, kind: str) -> None:
    widget = Suggested(options=['a "word"', "<b>", "산"], kind=kind)
    drawn, long = (widget.render('na"me', value, {"id": "id_<name>", "required": True}, renderer) for renderer in (Renderer(), DjangoTemplates()))

    assert drawn.strip() == long.strip()


@pytest.mark.parametrize("carried", ["retired", "offered", "none"])
def test_a_select_offers_what_django_would_offer_without_retired_words(ada: Any, carried: str) -> None:
    offered, retired = world.term(key="offered", english='Walk <b> "on"'), world.term(key="retired", english="Old walk")
    Term.objects.filter(pk=retired.pk).update(is_retired=True)
    chosen = {"retired": retired.pk, "offered": offered.pk, "none": None}[carried]
    field = TermChoice(retired.vocabulary, Reader(ada, "en"))
    long = forms.ModelChoiceField(Term.objects.filter(vocabulary=retired.vocabulary).exclude(is_retired=True, key__in=[] if carried == "retired" else ["retired"]), empty_label="—")
    long.label_from_instance = field.label_from_instance  # type: ignore[method-assign]

    drawn = field.widget.render("kind", chosen, {"id": "id_kind"}, Renderer())
    assert drawn == long.widget.render("kind", chosen, {"id": "id_kind"}, Renderer())
    assert ("Old walk" in drawn) is (carried == "retired") and "<b>" not in drawn


PART_ROWS = """{% load i18n desk_icons %}{% for row in rows %}<tr role="row">{% for cell in row.cells %}<td role="cell" class="{% if cell.kind %}is-{{ cell.kind }}{% endif %}" data-label="{{ cell.label }}"{% if cell.lang %} lang="{{ cell.lang }}"{% endif %}>{% if cell.url %}<a href="{{ cell.url }}">{{ cell.text }}</a>{% elif cell.text %}{{ cell.text }}{% else %}<span class="missing">—<span class="visually-hidden">{% translate "missing" %}</span></span>{% endif %}{% if cell.mark %} <abbr class="fallback" title="{% translate "Not yet in this language" %}">{{ cell.mark }}</abbr>{% endif %}</td>{% endfor %}{% if row.edit_url %}<td role="cell" class="is-actions"><a class="tool" href="{{ row.edit_url }}" title="{% translate "Edit" %}" aria-label="{% translate "Edit" %}">{% icon "edit" %}</a><form class="inline" method="post" action="{{ row.remove_url }}">{% csrf_token %}<button class="tool" title="{% translate "Remove" %}" aria-label="{% translate "Remove" %}">{% icon "delete" %}</button></form></td>{% endif %}</tr>{% endfor %}"""


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("value", HOSTILE, ids=repr)
def test_a_row_of_parts_is_drawn_as_a_template_would_draw_it(value: Any, language: str) -> None:
    text = value or ""
    cells = [{"text": text, "url": url, "lang": lang, "mark": mark, "label": text, "kind": kind} for url, lang, mark, kind in ((text, "", "", ""), ("", "ko", "KO", "number"), ("", "", "", "date"))]
    rows = [{"id": 1, "cells": cells, "edit_url": edit, "remove_url": f"{edit}remove/"} for edit in ("/<a>/", "")]
    context = {"rows": rows, "csrf_token": "t0ken"}

    with translation.override(language):
        drawn = engines["django"].from_string("{% load desk_parts %}{% part_rows rows %}").render(context)
        assert drawn == engines["django"].from_string(PART_ROWS).render(context)
