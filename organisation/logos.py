"""A logo somebody uploads is read as a picture and written again by us, so that nothing else in the file survives."""

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

MOST_BYTES = 1024 * 1024
MOST_PIXELS = 4000
FORMATS = ("PNG", "JPEG")
# Twice the size at which it is shown, for fine screens and print.
BOX = (800, 320)


@dataclass(frozen=True)
class Logo:
    """A PNG and its name, which follows from its content."""

    content: bytes

    @property
    def name(self) -> str:
        return f"logo-{hashlib.sha256(self.content).hexdigest()[:12]}.png"


class UnreadableLogo(Exception):
    """The message says what is wrong and what to choose instead."""


def read_logo(file: BinaryIO, size: int) -> Logo:
    """The picture in a PNG or JPEG file of at most 1 MB, as a PNG that fits the page. Raises UnreadableLogo.

    SVG is refused: it may carry scripts and addresses, and no reader of it here could be trusted to drop them all.
    """
    if size > MOST_BYTES:
        raise UnreadableLogo(_("Choose a file of 1 MB or less"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(file, formats=FORMATS) as picture:
                picture.verify()
            file.seek(0)
            with Image.open(file, formats=FORMATS) as picture:
                if max(picture.size) > MOST_PIXELS:
                    raise UnreadableLogo(_("Choose a picture of at most 4,000 pixels on each side"))
                picture.load()
                copy = picture.convert("RGBA")
    except UnreadableLogo:
        raise
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning, Image.DecompressionBombError):
        raise UnreadableLogo(_("Choose a PNG or JPEG picture; this file could not be read as one")) from None
    copy.thumbnail(BOX)
    made = io.BytesIO()
    copy.save(made, format="PNG", optimize=True)
    return Logo(made.getvalue())
