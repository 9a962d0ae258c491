"""The forms about accounts."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User

from articles.actions.rates import count_request
from articles.models import Token
from articles.models.people import Role

RESETS_A_MINUTE = 1


class ForgottenForm(PasswordResetForm):
    """Mails one person at most once a minute, whoever asks; who asks is not told the difference."""

    def get_users(self, email: str) -> Iterable[User]:
        return (
            person
            for person in super().get_users(email)
            if not count_request(f"reset:{person.pk}", RESETS_A_MINUTE).is_exceeded
        )


class CodeForm(forms.Form):
    code = forms.CharField(
        max_length=20,
        label="Six digits, or a recovery code",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "text"}),
    )


class JoinForm(forms.Form):
    username = forms.CharField(max_length=150, label="Your name here", help_text="others see it beside what you do")
    password = forms.CharField(
        max_length=200,
        strip=False,
        label="Password (12 characters or more)",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        max_length=200,
        strip=False,
        label="The password again",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError("The two are not the same.")
        return again


class RenameForm(forms.Form):
    username = forms.CharField(max_length=150, label="Name")


class PasswordForm(forms.Form):
    password = forms.CharField(
        max_length=200,
        strip=False,
        label="Your password",
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class TokenForm(forms.Form):
    name = forms.CharField(max_length=100, label="What it is for")
    scopes = forms.MultipleChoiceField(
        choices=Token.Scope.choices, widget=forms.CheckboxSelectMultiple, label="What it may"
    )
    days = forms.IntegerField(min_value=1, max_value=365, initial=90, label="Days until it expires")


class InviteForm(forms.Form):
    email = forms.EmailField(label="E-mail address")
    role = forms.ChoiceField(choices=Role.choices, initial=Role.REVIEWER)


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)
