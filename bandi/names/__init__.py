"""Recognising one Korean name in every spelling: persons, places and organisations.

A pure library: knows no Django, no records and no database.
"""
