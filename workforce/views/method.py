from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from toolkit.fetch import demand
from workforce.figures import current_facts, method


def method_page(request: HttpRequest) -> HttpResponse:
    """How people are protected in figures about staff, with what is said of the release that stands now."""
    demand(request, "workforce.view_profile")
    facts = current_facts()
    return render(request, "workforce/method.html", {"facts": facts, "passages": method(facts)})
