"""What receipts say of somebody who is erased: their reasons and places go, the receipts stay.

May import: the vault, this package's models, Django.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps

from bandi.foundation.records.models.release import Receipt, ReceiptObjection, ReceiptUse
from bandi.foundation.records.models.sealed import SealedRecordBase
from bandi.foundation.vault.models import Subject


def forget(records: Iterable[UUID]) -> None:
    """Destroy the reasons and places of receipts that used these records: they may tell of a person who is erased. The receipts stay."""
    touched = ReceiptUse.objects.filter(record__in=list(records)).values("receipt")
    ReceiptObjection.objects.filter(receipt__in=touched).update(sealed_answer=None, where="")
    Receipt.objects.filter(pk__in=touched).update(sealed_made=None)


def forget_subject(subject: Subject) -> None:
    """Forget what receipts say of everything that stands under a subject which is erased."""
    kinds = [model for model in apps.get_models() if issubclass(model, SealedRecordBase)]
    forget(key for model in kinds for key in model._default_manager.filter(subject=subject).values_list("pk", flat=True))
