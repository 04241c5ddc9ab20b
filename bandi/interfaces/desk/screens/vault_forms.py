"""The form of a new compartment."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from bandi.foundation.access.models import Account
from bandi.foundation.vault.models import Compartment, Tier


class CompartmentForm(forms.Form):
    """What a compartment is called, how grave a leak would be, and who lets others in."""

    key = forms.SlugField(label=_lazy("short word for addresses"), max_length=40, help_text=_lazy("Latin letters, such as testimony"))
    name_en = forms.CharField(label=_lazy("name in English"), max_length=120)
    name_ko = forms.CharField(label=_lazy("name in Korean"), max_length=120)
    about_en = forms.CharField(label=_lazy("what belongs here, in English"), max_length=400, required=False)
    about_ko = forms.CharField(label=_lazy("what belongs here, in Korean"), max_length=400, required=False)
    tier = forms.TypedChoiceField(
        label=_lazy("if it leaks"), coerce=int, initial=3,
        choices=[(tier.value, tier.label) for tier in Tier if tier != Tier.INTERNAL],
    )  # fmt: skip
    needs_assignment = forms.BooleanField(label=_lazy("members see only records they are assigned to"), required=False)
    stewards = forms.ModelMultipleChoiceField(
        label=_lazy("stewards"), queryset=Account.objects.filter(is_active=True, member__isnull=False),
        help_text=_lazy("They let others in. Two at least, so that nobody is locked out when one is away."),
    )  # fmt: skip

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if Compartment.objects.filter(key=key).exists():
            raise ValidationError(_("There is a compartment of this short word."))
        return key
