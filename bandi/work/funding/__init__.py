"""Funding: grants and what is owed to their funders, what activities were planned to cost and did cost, and the stock of material handed out.

Knows activities and organisations below it; nothing of its siblings. Gifts of single donors are not here: what was received and spent as printed
stands in activities (`Amount`), ways to give in people.
"""
