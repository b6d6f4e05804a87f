"""The body's rules for hiding: read by analysts and administrators, and changed by them."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from toolkit.editing import answer, edit_page
from toolkit.fetch import demand
from toolkit.history import history_of
from toolkit.pages import history_page
from workforce.forms import ProtectionForm
from workforce.models import Protection
from workforce.services import change_protection


def protection(request: HttpRequest) -> HttpResponse:
    """The rules in force, to be changed for what is proposed from now on."""
    demand(request, "workforce.change_protection")
    return edit_page(
        request,
        form=ProtectionForm,
        template="workforce/protection.html",
        instance=Protection.in_force(),
        save=lambda form: change_protection(version=form.opened_version, by=request.user, **form.values()),
        done=answer(
            request, "workforce:protection", _("The rules are saved. They hold for what is proposed from now on.")
        ),
    )


def protection_history(request: HttpRequest) -> HttpResponse:
    demand(request, "workforce.change_protection")
    rules = Protection.in_force()
    return history_page(request, rules, history_of(rules))
