"""The addresses of allauth that this product opens; the others keep their names, which allauth needs, and answer 404.

Nobody signs up by themselves, and an administrator keeps e-mail addresses: they are who a person is here.
"""

from allauth.account import urls as library
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern

OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_change_password",
    "account_reauthenticate",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
}


@login_not_required
def closed(request: HttpRequest, **arguments: str) -> HttpResponse:
    raise Http404


urlpatterns = [
    pattern if pattern.name in OPEN else URLPattern(pattern.pattern, closed, name=pattern.name)
    for pattern in library.urlpatterns
]
