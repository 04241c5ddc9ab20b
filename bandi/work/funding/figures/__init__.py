"""The figures of funding: grants that run, what was sent to funders, meetings with them, material handed out, and what is left of it."""

from bandi.work.funding.figures import grants, stock

FIGURES = (*grants.FIGURES, *stock.FIGURES)
