"""Why something on a page stays sealed for whoever looks, and what opens it: her passphrase, a touch of her security key, or a key that must be added first.

May import: the foundation, Django.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bandi.foundation.access import unlocking
from bandi.foundation.vault.models import Tier
from bandi.interfaces.desk.unsealing import is_closed, is_sealed_record


@dataclass(frozen=True)
class Opening:
    """What stands on a page above sealed values: why they are closed, and the button that opens them and leads back."""

    title: str
    words: str
    icon: str
    label: str
    url: str


def opening_of(request: HttpRequest, row: Any) -> Opening | None:
    """Return what opens the closed values of a record, None where none is closed or nothing she can do would open them."""
    if not is_sealed_record(type(row)) or not any(is_closed(row, name) for name in type(row).sealed_fields()):
        return None
    return _opening(request, is_lethal=row.compartment.tier == Tier.LETHAL)


def opening_of_list(request: HttpRequest, rows: models.QuerySet[Any], table: Mapping[str, Any]) -> Opening | None:
    """Return what opens the closed values of a list as it is drawn. rows: all that exist for the reader, whatever the page shows."""
    if not is_sealed_record(rows.model) or not any(cell.get("is_sealed") for row in table["rows"] for cell in row["cells"]):
        return None
    return _opening(request, is_lethal=rows.filter(compartment__tier=Tier.LETHAL).exists())


def _opening(request: HttpRequest, *, is_lethal: bool) -> Opening | None:
    back = f"?{urlencode({'next': request.get_full_path()})}"
    if not unlocking.is_unlocked(request):
        return Opening(
            _("Your keys are locked"), _("Give your passphrase, and what is sealed here opens again."), "lock", _("Unlock my keys"), reverse("desk:unlock") + back,
        )  # fmt: skip
    wanted = unlocking.touch_wanted(unlocking.reader_of(request).token) if is_lethal else ""
    if wanted == "touch":
        return Opening(
            _("Lives depend on this"), _("It opens for two minutes after you touched your security key. Every reading is written down."), "key", _("Touch my key"), reverse("desk:unlock") + back,
        )  # fmt: skip
    if wanted == "key":
        return Opening(
            _("Lives depend on this"), _("It opens only with a security key that the key holder knows. Add one, or make yours known to it."), "key", _("Sign-in and security"), f"{reverse('desk:security')}#keys",
        )  # fmt: skip
    return None
