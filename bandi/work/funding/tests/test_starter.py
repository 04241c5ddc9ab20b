"""The words that a new office begins with."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from bandi.foundation.records import vocabularies
from bandi.foundation.reference.models import Term

pytestmark = pytest.mark.django_db


def test_the_starter_brings_words_in_both_languages_and_leaves_alone_what_was_renamed():
    call_command("funding_starter", "--quiet")
    found = Term.objects.filter(vocabulary__in=("budget_category", "stock_kind", "stock_unit"))
    assert found.count() == 24 and not found.filter(label_ko="").exists() and not found.filter(label_en="").exists()

    vocabularies.rename_term(found.get(key="flights"), label_en="Wings", label_ko="날개", by=None)
    call_command("funding_starter", "--quiet")
    assert Term.objects.get(key="flights").label_en == "Wings" and Term.objects.filter(vocabulary="stock_unit").count() == 6
