"""Fixtures of all tests of the desk: light hashes, and kim, an officer without a second factor."""

from bandi.interfaces.desk.tests.door_world import kim, quick_hashes

__all__ = ["kim", "quick_hashes"]
