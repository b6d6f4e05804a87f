"""Serving the frozen files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from reporting.services.files import FileDamaged, read_file


def pdf_response(request: HttpRequest, document: Any, number: int) -> HttpResponse:
    """The PDF of one of a document's versions as a download, with the SHA-256 it was kept under."""
    version = document.versions.filter(number=number).exclude(pdf="").first()
    if version is None:
        raise Http404
    return version_response(request, version)


def version_response(
    request: HttpRequest, version: Any, *, template: str = "reporting/file_damaged.html"
) -> HttpResponse:
    try:
        content = read_file(version)
    except FileDamaged:
        return render(request, template, {"version": version}, status=500)
    name = version.pdf.name.rsplit("/", 1)[-1]
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "ETag": f'"{version.pdf_sha256}"',
        },
    )
