"""What WeasyPrint does for `toolkit.pdf`: PDF/UA-1 from HTML, in our own fonts and from our own files alone."""

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from toolkit.pdf import DocumentError

# A host that can never exist (RFC 2606): addresses below it are static files, read from the disk.
OURS = "https://static.invalid/"
STYLES = "built/document.css"


class OwnFilesOnly(URLFetcher):
    """Gives WeasyPrint our static files and what a document carries in itself; refuses every other address."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url.startswith("data:"):
            return super().fetch(url, headers)
        if not url.startswith(OURS):
            raise FatalURLFetchingError(f"A document asked for {url[:200]}, but documents may not fetch anything.")
        name = unquote(urlsplit(url).path).lstrip("/")
        path = static_file(name)
        return URLFetcherResponse(
            url, path.read_bytes(), {"Content-Type": mimetypes.guess_type(name)[0] or "application/octet-stream"}
        )


def typeset(html: str) -> bytes:
    """The page as a tagged PDF. Raises DocumentError where it asks for what is not ours or the styles are not built."""
    fonts = FontConfiguration()
    fetcher = OwnFilesOnly()
    try:
        styles = CSS(
            string=static_file(STYLES).read_text(), base_url=OURS + STYLES, font_config=fonts, url_fetcher=fetcher
        )
        page = HTML(string=html, base_url=OURS, url_fetcher=fetcher)
        content: bytes = page.write_pdf(
            stylesheets=[styles], font_config=fonts, pdf_variant="pdf/ua-1", presentational_hints=False
        )
    except FatalURLFetchingError as refusal:
        raise DocumentError(str(refusal)) from refusal
    return content


def static_file(name: str) -> Path:
    """Where a static file lies on the disk, whether or not it has been collected."""
    try:
        found = finders.find(name)
    except SuspiciousFileOperation:
        found = None
    if not found:
        # Not an Exception for WeasyPrint: it would go on and put another font or nothing in its place.
        raise FatalURLFetchingError(f"There is no static file {name}; run `make assets`.")
    return Path(found if isinstance(found, str) else found[0])
