"""The part of an address that names a kind of record: `activities` becomes its description."""

from __future__ import annotations

from django.urls import register_converter

from bandi.interfaces.desk.tables import KINDS
from bandi.interfaces.desk.tables.description import ListOf


class KindConverter:
    """Matches the keys of the kinds, longest first."""

    regex = "|".join(sorted(KINDS, key=len, reverse=True))

    def to_python(self, value: str) -> ListOf:
        return KINDS[value]

    def to_url(self, value: ListOf | str) -> str:
        return value.key if isinstance(value, ListOf) else value


class FormatConverter:
    """Matches the forms in which a list can be taken along."""

    regex = "xlsx|csv|json"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "record_kind")
register_converter(FormatConverter, "export_format")
