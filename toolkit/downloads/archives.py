"""A ZIP archive that leaves while it is written."""

import zipfile
from collections.abc import Iterable, Iterator

# Always the same, so that the same rows give the same bytes.
WRITTEN = (1980, 1, 1, 0, 0, 0)
PIECE = 64 * 1024


class _Leaving:
    """Takes what the archive writes until it is sent; it cannot be sought, so the archive never goes back."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def sent(self) -> bytes:
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def archive(parts: Iterable[tuple[str, Iterable[str]]], *, first_plain: bool = False) -> Iterator[bytes]:
    """The parts (path, pieces of text) as a ZIP; `first_plain` leaves the first uncompressed, as OpenDocument asks."""
    leaving = _Leaving()
    with zipfile.ZipFile(leaving, "w", zipfile.ZIP_DEFLATED) as made:
        for number, (path, texts) in enumerate(parts):
            entry = zipfile.ZipInfo(path, WRITTEN)
            entry.compress_type = zipfile.ZIP_STORED if first_plain and not number else zipfile.ZIP_DEFLATED
            with made.open(entry, "w") as part:
                for text in _gathered(texts):
                    part.write(text.encode())
                    if piece := leaving.sent():
                        yield piece
            if piece := leaving.sent():
                yield piece
    yield leaving.sent()


def _gathered(texts: Iterable[str]) -> Iterator[str]:
    """Short texts together, so that not each row is compressed and sent by itself."""
    waiting: list[str] = []
    length = 0
    for text in texts:
        waiting.append(text)
        length += len(text)
        if length >= PIECE:
            yield "".join(waiting)
            waiting, length = [], 0
    yield "".join(waiting)
