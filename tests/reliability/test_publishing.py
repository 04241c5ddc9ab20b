"""The published page: nothing is left out silently, and nothing that failed looks as if it held."""

from __future__ import annotations

import pytest

from tests.reliability import publish
from tests.reliability.figures.figure import Figure
from tests.reliability.publish import Outcome, Run

RUN = Run("F99", "Something", "nowhere:measure", 1, 2)


def test_a_figure_whose_module_is_missing_is_named_as_not_run() -> None:
    with pytest.raises(LookupError, match=r"figures/nowhere\.py"):
        publish.found(RUN)

    page = publish.page([Outcome(RUN, None, "there is no module", 0.0)])

    assert "| F99 | Something | – | not run | there is no module |" in page
    assert "Not run: F99" in page


@pytest.mark.parametrize(
    ("failures", "is_controlled", "said"), [(3, True, "Missed: F99"), (0, False, "worth nothing"), (0, True, "1 met their target")]
)
def test_a_page_says_what_failed_and_whose_control_did_not(failures: int, is_controlled: bool, said: str) -> None:
    figure = Figure("F99", 1000, failures, "all of them", is_controlled, "tried so")

    page = publish.page([Outcome(RUN, figure, "", 1.0)])

    assert said in page
    assert ("Missed" in page) == (failures > 0 or not is_controlled)


def test_every_figure_of_the_reliability_modules_is_in_the_table() -> None:
    """A figure that nobody runs is not published: every `measure_…` of the folder is named in the table."""
    named = {run.where for run in publish.TABLE}
    folder = publish.REPOSITORY / "tests" / "reliability" / "figures"
    for file in folder.glob("*.py"):
        for line in file.read_text().splitlines():
            if line.startswith("def measure_"):
                assert f"{file.stem}:{line[4:].split('(')[0]}" in named, f"{file.stem}: {line}"
