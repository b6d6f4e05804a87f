"""Freezing a document: its content is fixed under a hash and the one file is made from it, or nothing happens at all."""

import datetime
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from governance.services import freeze, move
from reporting.annual.content import annual_payload
from reporting.annual.evidence import gather
from reporting.covering import pack_payload
from reporting.models import Edition, EditionVersion, Pack, PackVersion
from reporting.rendering import edition_pdf, pack_pdf
from reporting.services.files import keep_file
from reporting.services.uses import record_use, record_uses_of_pack
from toolkit.jobs import queue_job
from toolkit.models import Job

Report = Callable[[int, int, str], None]


def _silent(_done: int, _total: int, _step: str = "") -> None:
    return None


@transaction.atomic
def freeze_edition(
    *, edition: Edition, by: Any, report: Report = _silent, at: datetime.datetime | None = None
) -> EditionVersion:
    """Draw the figures of this very day, freeze them and make the PDF.

    Raises MoveRefused and MoveForbidden. `report` is told how far it has come.
    """
    frozen = move(edition, "freeze", by=by, at=at)
    report(5, 100, _("Drawing the figures"))
    evidence = gather(frozen, timezone.localdate(at), lambda share, step: report(5 + share * 35 // 100, 100, step))
    report(45, 100, _("Writing the report"))
    version: EditionVersion = freeze(frozen, payload=annual_payload(evidence), stage="frozen", by=by, at=at)
    record_use(edition_version=version, facts=evidence.workforce.facts if evidence.workforce else None)
    report(55, 100, _("Making the PDF"))
    content = edition_pdf(version.payload)
    keep_file(version=version, name=f"annual-equality-report-{frozen.year}-v{version.number}.pdf", content=content)
    report(100, 100, _("Ready"))
    return version


@transaction.atomic
def freeze_pack(*, pack: Pack, by: Any, report: Report = _silent, at: datetime.datetime | None = None) -> PackVersion:
    """Freeze the covering report with the hashes of its appendices, and make one PDF of them all."""
    frozen = move(pack, "freeze", by=by, at=at)
    report(10, 100, _("Collecting the appendices"))
    version: PackVersion = freeze(frozen, payload=pack_payload(frozen), stage="frozen", by=by, at=at)
    record_uses_of_pack(version)
    report(30, 100, _("Making the PDF"))
    content = pack_pdf(version.payload)
    name = f"pack-{frozen.meeting.held_on.isoformat()}-item-{frozen.item_number}-v{version.number}.pdf"
    keep_file(version=version, name=name, content=content)
    report(100, 100, _("Ready"))
    return version


def queue_freezing(*, document: Edition | Pack, by: Any) -> Job:
    """Hand the freezing to a worker; the job's page shows how far it has come."""
    kind = "edition" if isinstance(document, Edition) else "pack"
    return queue_job(
        owner=by,
        title=_("Make the PDF: %s") % document.title,
        task=f"reporting.tasks.build_{kind}",
        **{f"{kind}_id": document.pk},
    )
