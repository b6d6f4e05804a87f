"""The PDF of a frozen version: made once from its payload, kept, and the same bytes from then on."""

import hashlib

from django.core.files.base import ContentFile
from django.db import transaction

from eqia.models import AssessmentVersion, PublicVersion
from eqia.presenters import version_document
from organisation.models import Organisation
from toolkit.pdf import render_pdf


def pdf_of(version: AssessmentVersion | PublicVersion) -> bytes:
    """The kept PDF; for the moments before a worker has kept it, the same PDF made on the spot."""
    if version.pdf:
        with version.pdf.open("rb") as file:
            return bytes(file.read())
    return make_pdf(version)


def make_pdf(version: AssessmentVersion | PublicVersion) -> bytes:
    payload = version.payload
    context = version_document(version) | {"organisation": Organisation.the(), "running_title": payload["reference"]}
    return render_pdf("eqia/documents/assessment.html", context, title=payload["title"])


@transaction.atomic
def keep_pdf(kind: type[AssessmentVersion] | type[PublicVersion], version_id: int) -> None:
    """Make the PDF of a version and keep it with its SHA-256, unless it is kept already."""
    version: AssessmentVersion | PublicVersion = kind.objects.select_for_update().get(pk=version_id)
    if version.pdf:
        return
    content = make_pdf(version)
    form = "public" if isinstance(version, PublicVersion) else "version"
    name = f"{version.payload['reference']}-{form}-{version.number}.pdf"
    version.pdf.save(name, ContentFile(content), save=False)
    version.pdf_sha256 = hashlib.sha256(content).hexdigest()
    version.save(update_fields=["pdf", "pdf_sha256"])
