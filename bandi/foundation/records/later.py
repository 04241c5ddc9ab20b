"""Offers that are fetched when somebody asks for them: the modules that hold them are loaded by the first question, not by each process at its start.

A desk that answers a page, or a command that restores a backup, needs no figure, no check before publishing and no reader of a year's files.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from threading import RLock
from types import ModuleType


class Later:
    """The modules of one registry. take: puts what a module offers into the registry."""

    def __init__(self, take: Callable[[ModuleType], None]) -> None:
        self._take = take
        self._modules: list[str] = []
        self._is_complete, self._is_taking = True, False
        self._one = RLock()

    def hold(self, module: str) -> None:
        """Remember a module by its name ("bandi.register.people.figures"); called once from the package's `AppConfig.ready`."""
        self._modules.append(module)
        self._is_complete = False

    def fetch(self) -> None:
        """Load what was remembered, once for the process; threads that ask meanwhile wait until everything is there."""
        if self._is_complete:
            return
        with self._one:
            if self._is_taking:  # a module that asks while it offers gets what is there so far
                return
            self._is_taking = True
            try:
                while self._modules:
                    self._take(import_module(self._modules[0]))
                    del self._modules[0]
                self._is_complete = True
            finally:
                self._is_taking = False
