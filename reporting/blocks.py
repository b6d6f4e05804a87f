"""What a document is made of, as plain values that can be frozen as JSON: the page and the PDF show the same blocks.

A document is a list of sections; a section has a key, a title and blocks; a block has a `kind` and what that kind needs.
Words stand in the blocks ready to read, so that what was frozen never changes when the product does.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Block = dict[str, Any]


def section(key: str, title: str, blocks: Iterable[Block | None]) -> dict[str, Any]:
    """A chapter of the document; blocks that are None are left out."""
    return {"key": key, "title": title, "blocks": [block for block in blocks if block is not None]}


def heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def words(text: str) -> Block | None:
    """Paragraphs, one for each blank-line-separated part of the text; None for an empty text."""
    parts = [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n")]
    parts = [part for part in parts if part]
    return {"kind": "words", "paragraphs": parts} if parts else None


def lead(text: str) -> Block:
    """The one sentence of a section that matters most."""
    return {"kind": "lead", "text": text}


def finding(name: str, text: str) -> Block:
    """A paragraph that begins with the name of what it tells about."""
    return {"kind": "finding", "name": name, "text": text}


def points(items: Iterable[str], *, is_numbered: bool = False) -> Block | None:
    kept = [item.strip() for item in items if item.strip()]
    return {"kind": "points", "items": kept, "is_numbered": is_numbered} if kept else None


def key_figures(items: Iterable[tuple[str, str]]) -> Block:
    """Large figures with the words that make sense of them: [(figure, words)]."""
    return {"kind": "key_figures", "items": [{"figure": figure, "words": text} for figure, text in items]}


def terms(items: Iterable[tuple[str, str]]) -> Block:
    return {"kind": "terms", "items": [{"term": term, "meaning": meaning} for term, meaning in items]}


def facts(items: Iterable[tuple[str, str]]) -> Block:
    """Short facts under their names: [(name, fact)]; empty facts are left out."""
    return {"kind": "facts", "items": [{"name": name, "fact": fact} for name, fact in items if fact]}


def table(
    caption: str,
    columns: Sequence[tuple[str, bool]],
    rows: Iterable[Sequence[str]],
    *,
    total: Sequence[str] | None = None,
    note: str = "",
    keeps_names: bool = False,
    groups: Sequence[tuple[str, int]] = (),
    is_dense: bool = False,
) -> Block:
    """A table: columns as (label, is it a number), rows as texts, the first cell of each row its heading.

    `keeps_names` keeps the headings of the rows on one line where there are many columns. `groups` head so many rows each,
    in their order, and then all rows stand in one. `is_dense` sets it small, for tables to look something up in.
    """
    return {
        "kind": "table",
        "caption": caption,
        "columns": [{"label": label, "is_number": is_number} for label, is_number in columns],
        "rows": [list(row) for row in rows],
        "total": list(total) if total else None,
        "note": note,
        "keeps_names": keeps_names,
        "groups": [{"label": label, "count": count} for label, count in groups],
        "is_dense": is_dense,
    }


def grouped(block: Block) -> list[tuple[str, list[list[str]]]]:
    """The rows of a table under the headings of their groups; under an empty one where it has none."""
    rows, found, start = block["rows"], [], 0
    for group in block.get("groups") or [{"label": "", "count": len(rows)}]:
        found.append((group["label"], rows[start : start + group["count"]]))
        start += group["count"]
    return found


def chart(shape: str, title: str, subtitle: str, *, source: str, alternative: str, **data: Any) -> Block:
    """A chart: the title states the finding, the subtitle what is measured, for whom and when.

    `data` is what `toolkit.charts` draws for the shape.
    """
    return {
        "kind": "chart",
        "shape": shape,
        "title": title,
        "subtitle": subtitle,
        "source": source,
        "alternative": alternative,
        "data": data,
    }


def number(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Number the sections, and the tables and figures through the whole document, in reading order."""
    counts = {"table": 0, "chart": 0}
    for position, part in enumerate(sections, start=1):
        part["number"] = position
        for block in part["blocks"]:
            if block["kind"] in counts:
                counts[block["kind"]] += 1
                block["number"] = counts[block["kind"]]
    return sections
