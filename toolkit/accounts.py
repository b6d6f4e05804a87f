"""The forms of signing in and of passwords: allauth's, in our words and without placeholders."""

from typing import Any

from allauth.account import forms as allauth
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

EMAIL = _("E-mail address")
EMAIL_ERRORS = {
    "required": _("Enter your e-mail address"),
    "invalid": _("Enter your e-mail address in the right form, such as name@example.org"),
}
NEW_PASSWORD = _("New password")
NEW_PASSWORD_HINT = _(
    "At least 12 characters. Three words that only you would put together are easier to remember than signs and figures."
)


def _word(form: BaseForm, name: str, *, label: Any, required: Any, hint: Any = "", **attrs: str) -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.error_messages["required"] = required
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs |= attrs


class SignInForm(allauth.LoginForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(
            self, "login", label=EMAIL, required=EMAIL_ERRORS["required"], autocomplete="username", spellcheck="false"
        )
        self.fields["login"].error_messages |= EMAIL_ERRORS
        for validator in self.fields["login"].validators:
            validator.message = EMAIL_ERRORS["invalid"]
        _word(self, "password", label=_("Password"), required=_("Enter your password"))


class AskForNewPasswordForm(allauth.ResetPasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(
            self,
            "email",
            label=EMAIL,
            required=EMAIL_ERRORS["required"],
            hint=_("The one you sign in with. We send a link to it."),
            autocomplete="username",
            spellcheck="false",
        )
        for validator in self.fields["email"].validators:
            validator.message = EMAIL_ERRORS["invalid"]


class SetNewPasswordForm(allauth.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _new_password(self)


class ChangePasswordForm(allauth.ChangePasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _word(self, "oldpassword", label=_("Password you have now"), required=_("Enter the password you have now"))
        _new_password(self)


def _new_password(form: BaseForm) -> None:
    _word(form, "password1", label=NEW_PASSWORD, hint=NEW_PASSWORD_HINT, required=_("Enter a new password"))
    if "password2" in form.fields:
        _word(form, "password2", label=_("New password again"), required=_("Enter the new password again"))
