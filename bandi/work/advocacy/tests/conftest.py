"""What the tests of this package share."""

from bandi.parsing.tests.conftest import jail_works

__all__ = ["jail_works"]
