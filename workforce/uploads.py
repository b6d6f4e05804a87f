"""Where an uploaded staff file waits for its worker, and how it goes away again."""

import datetime
import uuid

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

FOLDER = "staff-uploads"
# A file whose job never came is removed after this long.
FORGOTTEN_AFTER = datetime.timedelta(hours=1)


def keep_upload(file: File) -> str:
    return str(default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}.csv", file))


def take_upload(name: str) -> bytes | None:
    """The bytes of a waiting file, which is removed before anything else happens; None if it is gone."""
    try:
        with default_storage.open(name) as file:
            content = file.read()
    except FileNotFoundError:
        return None
    default_storage.delete(name)
    return bytes(content)


def remove_forgotten() -> int:
    """Remove the files whose jobs never came; how many there were."""
    removed = 0
    try:
        names = default_storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        return 0
    for name in names:
        path = f"{FOLDER}/{name}"
        if timezone.now() - default_storage.get_created_time(path) > FORGOTTEN_AFTER:
            default_storage.delete(path)
            removed += 1
    return removed
