"""How wide words are in Atkinson Hyperlegible, so that labels can be wrapped where nothing can be measured."""

FALLBACK = 600
# Advance widths of the characters from space to tilde, in thousandths of the type size; from the font's own tables.
REGULAR = (
    280, 281, 301, 655, 594, 927, 705, 160, 300, 300, 433, 602, 205, 368, 205, 377, 648, 402, 549, 574, 614, 583, 598,
    510, 615, 598, 205, 205, 553, 602, 553, 520, 780, 626, 619, 656, 673, 567, 548, 710, 690, 414, 510, 627, 539, 820,
    689, 727, 601, 753, 618, 596, 558, 690, 589, 840, 623, 595, 607, 315, 377, 315, 552, 396, 268, 526, 566, 500, 564,
    539, 311, 560, 546, 278, 254, 490, 239, 841, 546, 552, 566, 576, 340, 471, 324, 536, 441, 654, 461, 429, 460, 319,
    233, 319, 555,
)  # fmt: skip
BOLD_IS_WIDER = 1.06


def width(text: str, size: float, *, is_bold: bool = False) -> float:
    """The width of one line of text, in the unit of `size`."""
    thousandths = sum(REGULAR[ord(c) - 32] if 32 <= ord(c) < 127 else FALLBACK for c in text)
    return thousandths * size / 1000 * (BOLD_IS_WIDER if is_bold else 1)


def wrap(text: str, size: float, most: float, *, is_bold: bool = False) -> list[str]:
    """Lines no wider than `most`, broken between words; a word that is too long is broken inside."""
    lines = [""]
    for word in text.split():
        while width(word, size, is_bold=is_bold) > most and len(word) > 1:
            head = next(
                n for n in range(len(word) - 1, 0, -1) if n == 1 or width(word[:n], size, is_bold=is_bold) <= most
            )
            lines = [*(line for line in lines if line), word[:head], ""]
            word = word[head:]
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, is_bold=is_bold) > most:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
