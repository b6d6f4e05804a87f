"""The file of a frozen version: written once, checked against its hash whenever it is served."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile


class FileDamaged(Exception):
    """The stored file is missing or no longer has the hash it was kept under."""


def keep_file(*, version: Any, name: str, content: bytes) -> None:
    """Store the PDF of a version and its SHA-256. The database refuses a second one."""
    version.pdf_sha256 = hashlib.sha256(content).hexdigest()
    version.pdf.save(name, ContentFile(content), save=False)
    version.save(update_fields=["pdf", "pdf_sha256"])


def read_file(version: Any) -> bytes:
    """The very bytes that were kept. Raises FileDamaged."""
    try:
        with version.pdf.open("rb") as file:
            content: bytes = file.read()
    except (FileNotFoundError, ValueError) as error:
        raise FileDamaged from error
    if hashlib.sha256(content).hexdigest() != version.pdf_sha256:
        raise FileDamaged
    return content
