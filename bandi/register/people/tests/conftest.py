"""Fixtures of the tests of people: the office of names and stories, and the clock on its wall."""

from bandi.register.people.tests.consent_world import clock, consent_office

__all__ = ["clock", "consent_office"]
