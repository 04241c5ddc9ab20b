"""The figures of activities: who came, how often, how long, since when, lists, money, and what a record says in words."""

from bandi.register.activities.figures import headcounts, rolls, said, sessions, spans

FIGURES = (*headcounts.FIGURES, *sessions.FIGURES, *spans.FIGURES, *rolls.FIGURES, *said.FIGURES)
