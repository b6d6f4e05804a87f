"""Tables as bytes, to be kept between one page and the next without reading the file again."""

import json
import zlib
from collections.abc import Sequence

from toolkit.tables.shapes import Note, Row, Table


def pack(tables: Sequence[Table]) -> bytes:
    plain = [
        {
            "name": table.name,
            "is_hidden": table.is_hidden,
            "above": table.above,
            "rows": [[row.number, row.cells, row.merged] for row in table.rows],
            "notes": [[note.row, note.column, note.sentence] for note in table.notes],
        }
        for table in tables
    ]
    return zlib.compress(json.dumps(plain, ensure_ascii=False).encode(), level=1)


def unpack(packed: bytes) -> list[Table]:
    return [
        Table(
            table["name"],
            [Row(number, cells, tuple(merged)) for number, cells, merged in table["rows"]],
            [Note(*note) for note in table["notes"]],
            is_hidden=table["is_hidden"],
            above=None if table["above"] is None else tuple(table["above"]),
        )
        for table in json.loads(zlib.decompress(packed))
    ]
