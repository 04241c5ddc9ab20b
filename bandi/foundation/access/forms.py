"""Forms about accounts."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from bandi.foundation.access.models import Account
from bandi.foundation.access.permissions import Role

ROLE_LABELS = {
    Role.READER: _("reads"),
    Role.OFFICER: _("reads and edits records"),
    Role.DIRECTOR: _("edits, sees protected records, accepts claims, publishes"),
    Role.ADMINISTRATOR: _("keeps accounts, sees no records"),
}


class SignInForm(forms.Form):
    """User name and passphrase."""

    username = forms.CharField(
        label=_("User name"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"})
    )
    password = forms.CharField(
        label=_("Passphrase"), max_length=200, strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class AccountForm(forms.ModelForm):  # type: ignore[type-arg]
    """A new account; its passphrase is made by the house."""

    roles = forms.MultipleChoiceField(
        label=_("May do"), choices=[(role.value, label) for role, label in ROLE_LABELS.items()],
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one role.")},
    )  # fmt: skip

    class Meta:
        model = Account
        fields = ["username", "name_ko", "name_en", "language", "roles"]

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()


class ChangeAccountForm(forms.Form):
    """Roles of an account, and whether it is open."""

    roles = forms.MultipleChoiceField(
        label=_("May do"), choices=[(role.value, label) for role, label in ROLE_LABELS.items()],
        widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Choose at least one role.")},
    )  # fmt: skip
    is_active = forms.BooleanField(label=_("The account is open"), required=False)


class ChoosePassphraseForm(forms.Form):
    """A passphrase of one's own."""

    old = forms.CharField(
        label=_("Present passphrase"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    new = forms.CharField(
        label=_("New passphrase"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 14 characters. Several words are easier to remember than one strange one."),
    )  # fmt: skip
