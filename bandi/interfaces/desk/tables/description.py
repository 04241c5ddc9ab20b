"""The words in which a kind of record is described to the desk. One `ListOf` is all that a new kind needs.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models
from django.utils.functional import Promise

from bandi.foundation.reference.statements import Statement
from bandi.interfaces.desk.reading import Reader, Shown, field_of, languages_of

Label = str | Promise
Choices = list[tuple[str, str]]


@dataclass(frozen=True)
class Column:
    """A column of a list.

    name:  attribute of the row, or the base of a pair of languages ("title" for title_en, title_ko).
    label: heading of the column; the field's own name when empty.
    sort:  field to order by; "{lang}" stands for the page's language, a bar parts the fields of English and Korean.
           Empty: cannot be sorted. Only indexed fields, or tables that stay small.
    read:  draws the cell where the attribute alone does not say it. reads: the fields it looks at; where all brief columns of a kind
           say so, a panel on another page reads nothing else.
    edit:  field that a click on the cell edits; "{lang}" as above. Empty: not edited in place.
    is_main: the row's name, which leads to its page.
    """

    name: str
    label: Label = ""
    sort: str = ""
    kind: str = ""
    read: Callable[[Any, Reader], Shown] | None = None
    edit: str = ""
    is_main: bool = False
    is_minor: bool = False
    reads: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kept:
    """How a filter narrows the rows of a statement that is kept: by values that are given when it is asked.

    apply: as the filter's own, with a `Given` for each value. given: those values for what was chosen; None where that narrows otherwise.
    Both know nothing of who asks.
    """

    apply: Callable[[models.QuerySet[Any]], models.QuerySet[Any]]
    given: Callable[[str], dict[str, Any] | None]


@dataclass(frozen=True)
class Filter:
    """A way to narrow a list.

    options: what can be chosen, in the reader's language, without "all". apply: narrows the rows to one chosen value.
    said:    words for a chosen value that is not among the options (a link from a person's page).
    is_first: stands in the bar; the others are under "More filters".
    is_steady: what can be chosen depends on the records, the language and how far the reader sees, and on nothing else of her; it is kept until something is written.
    kept:    how the filter narrows a statement that is kept, where it can.
    """

    name: str
    label: Label
    options: Callable[[Reader], Choices]
    apply: Callable[[models.QuerySet[Any], str, Reader], models.QuerySet[Any]]
    said: Callable[[str, Reader], str] | None = None
    is_first: bool = False
    is_steady: bool = False
    kept: Kept | None = None


@dataclass(frozen=True)
class Beside:
    """What a page of a list shows of rows that belong to its rows: asked for all fifty at once, in words that are kept.

    It takes the place of a prefetch of the same `name`, whose query Django would put together anew for each page and whose rows
    it would make into fifty objects with all their fields.
    name:  attribute that each row of the page gets: a list of what `make` gives.
    ask:   values of the belonging rows, the owner's id first, where the owners are `GivenIds("owners")`.
    """

    name: str
    ask: Statement[Any]
    make: Callable[..., Any]

    def give(self, rows: Sequence[Any]) -> None:
        """Give each row what belongs to it, in the order of the query."""
        belonging: dict[Any, list[Any]] = {row.pk: [] for row in rows}
        for owner, *values in self.ask.all(owners=list(belonging)) if rows else ():
            belonging[owner].append(self.make(*values))
        for row in rows:
            setattr(row, self.name, belonging[row.pk])


@dataclass(frozen=True)
class Group:
    """Fields that stand together in a form and on a page. A name may be the base of a pair of languages."""

    title: Label
    names: tuple[str, ...]


@dataclass(frozen=True)
class TypedDate:
    """A text field with a date as exact as it is known, and the columns kept in step with it."""

    name: str
    starts: str = ""
    ends: str = ""
    precision: str = ""


@dataclass(frozen=True)
class PartOf:
    """Rows that belong to a record and are shown and edited on its page.

    key: word in addresses. columns: attributes shown. fields: what the form asks, pairs of languages by their base.
    sparse: columns that are shown only where a row fills them.
    """

    key: str
    model: type[models.Model]
    title: Label
    one: Label
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    icon: str = ""
    hint: Label = ""
    sparse: tuple[str, ...] = ()


@dataclass(frozen=True)
class Related:
    """Records of another kind that belong to this one.

    kind:   key of the other kind. lookup: the other's field that names this record.
    filter: name of the other list's filter that shows them all.
    """

    kind: str
    lookup: str
    filter: str = ""
    title: Label = ""


@dataclass(frozen=True)
class Several:
    """A many-to-many field, shown as a panel: places of an activity, activities of a letter."""

    name: str
    title: Label
    icon: str = ""


@dataclass(frozen=True)
class ListOf:
    """One kind of record as the desk shows it.

    key:     word in addresses ("activities"). area: the place in the rail it belongs to.
    columns: of the list; `brief` names those shown in panels on other pages.
    default_sort: a column's name, with "-" for descending.
    scope:   narrows the model's rows (outlets are organisations); preset: values that make a new row belong to it.
    groups:  fields of the form and of the record's page. dates: text fields that hold dates.
    needs:   what the columns need, followed by the query; many: the same for several rows per row. Terms are never among
             them: a page knows all terms already.
    beside:  what a page of the list asks in the place of those of `many` that have the same name.
    spares:  fields that no column of the list shows and that a page of fifty rows need not read (long texts).
    is_newest_first: the default order is by the day under which the search index keeps the records, newest first.
    search:  fields that the filter's text is looked for in, where the index has no answer.
    words:   text fields that hold the key of a term, with their vocabulary. terms: the same for foreign keys.
    hint:    what belongs here and how to begin; stands in the empty list.
    make:    makes a new row where more belongs to that than writing it (consents); start: what a new one begins with, from the address.
    counts_people: its rows are people, who are counted with another word in Korean.
    """

    key: str
    model: type[Any]
    title: Label
    one: Label
    new: Label
    hint: Label
    icon: str
    area: str
    columns: tuple[Column, ...]
    default_sort: str
    groups: tuple[Group, ...]
    brief: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    search: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    many: tuple[str | models.Prefetch[Any], ...] = ()
    beside: tuple[Beside, ...] = ()
    spares: tuple[str, ...] = ()
    parts: tuple[PartOf, ...] = ()
    related: tuple[Related, ...] = ()
    several: tuple[Several, ...] = ()
    dates: tuple[TypedDate, ...] = ()
    terms: dict[str, str] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    paste: tuple[str, ...] = ()
    same: tuple[str, ...] = ()
    scope: Callable[[models.QuerySet[Any]], models.QuerySet[Any]] | None = None
    preset: dict[str, Any] = field(default_factory=dict)
    is_scoped: bool = False
    is_newest_first: bool = False
    make: Callable[..., Any] | None = None
    start: Callable[[Mapping[str, str], Reader], dict[str, Any]] | None = None
    counts_people: bool = False

    def rows(self, reader: Reader) -> models.QuerySet[Any]:
        """Return the rows that the reader may see, in no order."""
        rows = self.model.objects.visible_to(reader.account)
        return self.scope(rows) if self.scope else rows

    @cached_property
    def far(self) -> tuple[str | models.Prefetch[Any], ...]:
        """What a page of the list still prefetches."""
        named = {one.name for one in self.beside}
        return tuple(one for one in self.many if (one if isinstance(one, str) else one.to_attr) not in named)

    def joined(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return rows with the records their columns name. Nothing is joined where nothing is needed: no names would mean all."""
        return rows.select_related(*self.needs) if self.needs else rows

    def column(self, name: str) -> Column | None:
        """Return a column by its name."""
        return next((column for column in self.columns if column.name == name), None)

    def part(self, key: str) -> PartOf | None:
        """Return a kind of parts by its key."""
        return next((part for part in self.parts if part.key == key), None)

    @cached_property
    def date_names(self) -> frozenset[str]:
        """Text fields that hold dates."""
        return frozenset(date.name for date in self.dates)

    @cached_property
    def brief_fields(self) -> tuple[str, ...]:
        """The fields that the brief columns read; none where one of them does not say what it reads."""
        found: list[str] = []
        for column in (column for column in self.columns if column.name in self.brief):
            names = column.reads or (() if column.read else tuple(name for name in languages_of(self.model, column.name) if field_of(self.model, name) is not None))
            if not names:
                return ()
            found += names
        return tuple(dict.fromkeys(found))

    @property
    def field_names(self) -> tuple[str, ...]:
        """All fields of the form, pairs of languages by their base."""
        return tuple(name for group in self.groups for name in group.names)
