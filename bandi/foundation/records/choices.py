"""A field that holds several of a fixed set of choices: for which purposes, before which audiences.

May import: Django.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChoiceList(models.JSONField):  # type: ignore[type-arg]
    """Some of `options`, kept as their values in the order of the options, each once."""

    def __init__(self, *args: Any, options: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("default", list)
        kwargs.setdefault("blank", True)
        self.options = options
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.JSONField", args, kwargs

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Values and words of all options."""
        return [(str(value), str(words)) for value, words in self.options.choices] if self.options else []

    def to_python(self, value: Any) -> list[str]:
        if not isinstance(value, (list, tuple)):
            if value in (None, ""):
                return []
            raise ValidationError(_("Choose from the list."), code="invalid")
        given = [str(one) for one in value]
        known = [key for key, _words in self.pairs]
        if self.options and set(given) - set(known):
            raise ValidationError(_("Choose from the list."), code="invalid")
        return [key for key in known if key in given] if self.options else given

    def clean(self, value: Any, model_instance: models.Model | None) -> list[str]:
        read = self.to_python(value)
        if not self.blank and not read:
            raise ValidationError(_("Choose at least one."), code="blank")
        return read

    def said(self, value: Any) -> str:
        """Return the chosen words, one after another."""
        words = dict(self.pairs)
        return ", ".join(words.get(str(one), str(one)) for one in value or [])
