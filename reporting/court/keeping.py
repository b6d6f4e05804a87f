"""A court pack that was made is kept with the job that made it, for the person who asked for it."""

import hashlib
import io
import zipfile
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from eqia.models import Assessment
from reporting.court.archive import build_pack, pdf_name
from toolkit.models import Job


def keep_pack(assessment: Assessment, key: str, progress: Any) -> dict[str, Any]:
    """Make the pack and keep it under `key`; returns its stored name and its SHA-256."""
    content = build_pack(assessment, progress)
    name = default_storage.save(f"court-packs/{key}.zip", ContentFile(content))
    return {"file": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}


def kept_zip(job: Job) -> bytes | None:
    """The bytes that were kept, or None where they are gone or are no longer those."""
    name = job.result.get("file", "")
    if not name or not default_storage.exists(name):
        return None
    with default_storage.open(name, "rb") as file:
        content: bytes = file.read()
    return content if hashlib.sha256(content).hexdigest() == job.result.get("sha256") else None


def kept_pdf(job: Job, reference: str) -> bytes | None:
    content = kept_zip(job)
    if content is None:
        return None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(pdf_name(reference))
