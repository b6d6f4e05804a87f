"""The organisation's own look: its colour as a small style sheet, its logo, and the statement on accessibility."""

import mimetypes

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control

from organisation.models import Organisation
from toolkit.colour import darker, readable_under_white


@login_not_required
@cache_control(public=True, max_age=86_400)
def colours(request: HttpRequest) -> HttpResponse:
    """Custom properties for the style sheet. Pages name the colour in the address, so a new one shows at once."""
    colour = readable_under_white(Organisation.the().colour)
    return HttpResponse(
        f":root {{ --organisation-colour: {colour}; --organisation-colour-deep: {darker(colour, 0.7)}; }}\n",
        content_type="text/css; charset=utf-8",
    )


@login_not_required
@cache_control(public=True, max_age=86_400)
def logo(request: HttpRequest) -> FileResponse:
    image = Organisation.the().logo
    if not image.name or not image.storage.exists(image.name):
        raise Http404
    response = FileResponse(image.open("rb"), content_type=mimetypes.guess_type(image.name)[0])
    # An SVG opened on its own must not run anything.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "accessibility.html")
