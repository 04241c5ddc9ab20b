"""Tables that can be made anew from others, and how: they are not backed up but rebuilt after a restore.

Offered by packages above in `AppConfig.ready`; collected by `creating` and `restoring`.
"""

from __future__ import annotations

from collections.abc import Callable

_tables: set[str] = {"django_session"}
"""Sessions are not kept: after a restore everybody signs in again."""
_rebuild: list[Callable[[], object]] = []


def register(*, tables: tuple[str, ...], rebuild: Callable[[], object]) -> None:
    """Leave tables out of backups and rebuild them after a restore."""
    _tables.update(tables)
    if rebuild not in _rebuild:
        _rebuild.append(rebuild)


def derived_tables() -> set[str]:
    """Return the tables that no backup holds."""
    return set(_tables)


def rebuild() -> None:
    """Make all derived tables anew."""
    for make in _rebuild:
        make()
