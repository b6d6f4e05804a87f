"""Checking a court pack: its manifest, every hash, and what the record says about the versions.

A pack may come from anywhere, so nothing in it is trusted: sizes are counted while reading, names are judged before
anything is read, and nothing is ever written to disk.
"""

import hashlib
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from governance.rules import canonical_json
from reporting.court.archive import FORMAT, MANIFEST, RECORD, VERSION

MOST_FILES = 2_000
MOST_BYTES = 300 * 1024 * 1024
MOST_RATIO = 200
SMALL = 1024 * 1024
PIECE = 64 * 1024


class PackRefused(Exception):
    """The pack is not what it should be; the sentence names the file and what is wrong with it."""


@dataclass
class Checked:
    """What was found in order: the manifest, and a sentence for each thing that was checked."""

    manifest: dict[str, Any]
    files: dict[str, bytes]
    sentences: list[str] = field(default_factory=list)


def verify_pack(path: Path) -> Checked:
    """Read and check a pack. Raises PackRefused at the first thing that is wrong."""
    files = _files_in(path)
    manifest = _manifest(files)
    checked = Checked(manifest, files)
    listed = {str(each["name"]): each for each in manifest["files"]}
    for name in listed:
        if name not in files:
            raise PackRefused(f"{name} is missing: the manifest lists it, but the pack does not hold it.")
    for name in files:
        if name not in listed and name != MANIFEST:
            raise PackRefused(f"{name} does not belong here: the manifest does not list it.")
    for name, each in listed.items():
        if hashlib.sha256(files[name]).hexdigest() != each["sha256"] or len(files[name]) != each["bytes"]:
            raise PackRefused(f"{name} was altered: its SHA-256 is not the one in the manifest.")
    checked.sentences.append(f"{len(listed)} files have the SHA-256 that the manifest gives them.")
    _payloads(checked)
    _record(checked)
    return checked


def _files_in(path: Path) -> dict[str, bytes]:
    """Every file of the ZIP, read into memory under a limit that the ZIP's own figures cannot talk us out of."""
    if path.is_dir():
        raise PackRefused(f"{path.name} is a folder. Give the ZIP file itself.")
    if not path.is_file():
        raise PackRefused(f"{path.name} does not exist or cannot be read.")
    if path.stat().st_size > MOST_BYTES:
        raise PackRefused(f"{path.name} is larger than {MOST_BYTES // 1024 // 1024} MB, so it is no court pack.")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_FILES:
                raise PackRefused(f"{path.name} holds {len(entries)} files, more than a court pack can.")
            files: dict[str, bytes] = {}
            left = MOST_BYTES
            for entry in entries:
                _judge_name(entry, files)
                files[entry.filename] = _read(archive, entry, left)
                left -= len(files[entry.filename])
            return files
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise PackRefused(f"{path.name} is not a ZIP file that can be read: {error}.") from None


def _judge_name(entry: zipfile.ZipInfo, files: dict[str, bytes]) -> None:
    name = entry.filename
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ":" in name or "" in parts or "." in parts or ".." in parts:
        raise PackRefused(f"{name!r} is not a name that a court pack uses: it leads out of the pack.")
    if name in files:
        raise PackRefused(f"{name} stands in the pack twice.")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    pieces, size = [], 0
    most = max(SMALL, entry.compress_size * MOST_RATIO)
    with archive.open(entry) as file:
        while piece := file.read(PIECE):
            size += len(piece)
            if size > left or size > most:
                raise PackRefused(f"{entry.filename} unpacks to far more than it should, so reading it was stopped.")
            pieces.append(piece)
    return b"".join(pieces)


def _manifest(files: dict[str, bytes]) -> dict[str, Any]:
    if MANIFEST not in files:
        raise PackRefused(f"{MANIFEST} is missing, so this is not a court pack.")
    manifest = _json(files[MANIFEST], MANIFEST)
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise PackRefused(f"{MANIFEST} does not say that this is a court pack.")
    if manifest.get("version") != VERSION:
        raise PackRefused(f"{MANIFEST} has version {manifest.get('version')!r}; this product checks version {VERSION}.")
    if not _is_well_formed(manifest):
        raise PackRefused(f"{MANIFEST} is not well formed: it lists no files, or not their names, sizes and hashes.")
    return manifest


def _is_well_formed(manifest: dict[str, Any]) -> bool:
    files, payloads = manifest.get("files"), manifest.get("payloads")
    if not isinstance(files, list) or not files or not isinstance(payloads, list):
        return False
    keys: list[tuple[Any, dict[str, type]]] = [
        *((each, {"name": str, "sha256": str, "bytes": int}) for each in files),
        *((each, {"file": str, "sha256": str, "number": int}) for each in payloads),
    ]
    if not isinstance(manifest.get("reference"), str):
        return False
    return all(
        isinstance(each, dict) and all(isinstance(each.get(key), kind) for key, kind in wanted.items())
        for each, wanted in keys
    )


def _json(content: bytes, name: str) -> Any:
    try:
        return json.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise PackRefused(f"{name} is not JSON in UTF-8.") from None


def _payloads(checked: Checked) -> None:
    """Each frozen payload is canonical JSON and has the hash under which it was frozen."""
    for each in checked.manifest["payloads"]:
        name = each["file"]
        if name not in checked.files:
            raise PackRefused(f"{name} is missing: the manifest names it as a version.")
        content = checked.files[name]
        if hashlib.sha256(content).hexdigest() != each["sha256"]:
            raise PackRefused(f"{name} was altered: version {each['number']} was frozen under another SHA-256.")
        try:
            is_canonical = canonical_json(_json(content, name)).encode() == content
        except (ValueError, RecursionError):
            is_canonical = False
        if not is_canonical:
            raise PackRefused(f"{name} is not written as canonical JSON, so its SHA-256 proves nothing.")
    count = len(checked.manifest["payloads"])
    checked.sentences.append(f"{count} frozen versions are canonical JSON under the SHA-256 they were frozen under.")


def _record(checked: Checked) -> None:
    """The record speaks of the same versions and hashes as the payloads beside it."""
    if RECORD not in checked.files:
        raise PackRefused(f"{RECORD} is missing.")
    record = _json(checked.files[RECORD], RECORD)
    frozen = {each["number"]: each["sha256"] for each in checked.manifest["payloads"]}
    try:
        reference = record["reference"]
        named = [(each["number"], each["sha256"]) for each in record["versions"]]
        named += [(each["version"], each["sha256"]) for each in record["sign_offs"]]
        for decision in record["decisions"]:
            for each in (*decision["clearances"], *decision["readings"]):
                if each["reference"] == reference:
                    named.append((each["version"], each["sha256"]))
    except (KeyError, TypeError):
        raise PackRefused(f"{RECORD} does not have the shape of a record.") from None
    for number, sha256 in named:
        if frozen.get(number) != sha256:
            raise PackRefused(f"{RECORD} names another SHA-256 for version {number} than the version itself has.")
    if reference != checked.manifest["reference"]:
        raise PackRefused(f"{RECORD} is about {reference}, the manifest about {checked.manifest['reference']}.")
    checked.sentences.append(
        f"{len(named)} mentions of versions in the record, its signatures, papers and readings name the same hashes."
    )
