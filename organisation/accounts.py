from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: an administrator adds people. Errors say what to do."""

    error_messages: dict[str, Any] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "Enter the e-mail address and password of your account: there is none with these two together"
        ),
        "incorrect_password": _("Enter the password you have now; the one you entered is not it"),
        "enter_current_password": _("Enter the password you have now; the one you entered is not it"),
        "too_many_login_attempts": _("Wait five minutes, then try again: this account was tried too often"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
