"""The court pack as a ZIP: the PDF, the record, every frozen payload as it was hashed, and a manifest of hashes."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from typing import Any

from eqia.models import Assessment
from governance.rules import canonical_json
from reporting.court.document import court_pdf
from reporting.court.record import payload_name, record_of

FORMAT = "due-regard-court-pack"
VERSION = 1
MANIFEST = "manifest.json"
RECORD = "record.json"
# ZIP knows no earlier moment. A pack carries no date of its own, so that the same record gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)

README = """COURT PACK {reference}
{title}
{organisation}

Everything on record about this assessment as it stood after its last entry on {as_of}.

  {pdf}
      the pack for reading
  record.json
      the same record as data: versions, steps, signatures, decisions, readings
  versions/
      the content of each frozen version, byte for byte as it was hashed
  manifest.json
      the SHA-256 of every file here, and of each version

HOW TO CHECK IT WITHOUT THIS PRODUCT

1. Compute the SHA-256 of any file and compare it with manifest.json:
      Linux      sha256sum versions/*.json
      macOS      shasum -a 256 versions/*.json
      Windows    certutil -hashfile FILE SHA256
2. The SHA-256 of a file in versions/ is the SHA-256 of that version. It stands in the signatures, in what was put
   to the decision and in the readings of those who decided, in record.json and in the PDF. The same numbers show
   that it is the same text.
3. Each version is canonical JSON: keys sorted, no spaces between them, text in UTF-8 as it is.

With the product:  python manage.py verify_pack FILE
"""


def pdf_name(reference: str) -> str:
    return f"{reference}-court-pack.pdf"


def build_pack(assessment: Assessment, progress: Callable[[int, int, str], Any] | None = None) -> bytes:
    """The whole pack; `progress(done, total, step)` is told how far it has come."""
    tell = progress or (lambda done, total, step: None)
    tell(0, 4, "record")
    record = record_of(assessment)
    files: dict[str, bytes] = {RECORD: canonical_json(record).encode()}
    tell(1, 4, "versions")
    payloads = []
    for version in assessment.versions.order_by("number"):
        name = payload_name(version)
        files[name] = canonical_json(version.payload).encode()
        payloads.append({"file": name, "number": version.number, "stage": version.stage, "sha256": version.sha256})
    tell(2, 4, "PDF")
    pdf = pdf_name(assessment.reference)
    files[pdf] = court_pdf(assessment, record)
    files["README.txt"] = README.format(
        pdf=pdf, **{key: record[key] for key in ("reference", "title", "organisation", "as_of")}
    ).encode()
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "organisation": record["organisation"],
        "reference": assessment.reference,
        "as_of": record["as_of"],
        "files": [
            {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in sorted(files.items())
        ],
        "payloads": payloads,
    }
    files[MANIFEST] = canonical_json(manifest).encode()
    tell(3, 4, "ZIP")
    return _zipped(files)


def _zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()
