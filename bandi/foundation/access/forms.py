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
    Role.STEWARD: _("says who belongs to which compartment, sees no records by that"),
    Role.AUDITOR: _("reads the journal and nothing else"),
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


class CodeForm(forms.Form):
    """The six digits of a code generator."""

    code = forms.CharField(
        label=_("Number from the app"), max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "is-code"}),
    )  # fmt: skip


class RecoveryForm(forms.Form):
    """One of the printed codes, or the one that two people issued."""

    code = forms.CharField(
        label=_("Recovery code"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"})
    )


class KeyForm(forms.Form):
    """A key's answer, filled in by `keys.js`; nobody types it."""

    credential = forms.CharField(max_length=65_536, widget=forms.HiddenInput)
    prf = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class NewKeyForm(KeyForm):
    """A new key, with the name its holder gives it."""

    name = forms.CharField(
        label=_("Name of the key"), max_length=60, help_text=_("So that you know it again: “blue key on my ring”, “spare in the safe”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    password = forms.CharField(
        label=_("Your passphrase"), max_length=200, strip=False, required=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("Only if the key shall also open the vault, together with your passphrase."),
    )  # fmt: skip
    field_order = ["name", "password", "credential", "prf"]


class AgainForm(forms.Form):
    """Who is there? The passphrase, a key's answer, or both."""

    password = forms.CharField(
        label=_("Passphrase"), max_length=200, strip=False, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip
    credential = forms.CharField(max_length=65_536, required=False, widget=forms.HiddenInput)
    prf = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why a second person should agree."""

    reason = forms.CharField(
        label=_("Why"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The second person decides by this. Name no protected people here."),
    )  # fmt: skip
