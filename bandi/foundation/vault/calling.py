"""Finding a compartment by what people call it: its short word, or its name in either language.

May import: models.
"""

from __future__ import annotations

from django.db.models import Q

from bandi.foundation.vault.models import Compartment


def compartment_called(words: str) -> Compartment | None:
    """Return the compartment that is called so, None where none is, or where two are."""
    words = " ".join(words.split())
    by_key = Compartment.objects.filter(key=words.lower()).first()
    found = [by_key] if by_key else list(Compartment.objects.filter(Q(name_en__iexact=words) | Q(name_ko=words))[:2])
    return found[0] if len(found) == 1 else None


def all_called() -> str:
    """Return what all compartments are called, for a sentence: `identities (신원), testimony (증언)`."""
    return ", ".join(f"{one.key} ({one})" for one in Compartment.objects.order_by("key")) or "-"
