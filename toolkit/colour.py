"""Colours a reader can read: contrast as WCAG 2.2 defines it, and a chosen colour made dark enough for white text."""

ENOUGH = 4.5  # WCAG 2.2, success criterion 1.4.3


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, from 1 to 21. Source: WCAG 2.2, definition of contrast ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_under_white(colour: str) -> str:
    """The colour itself, or as much darker as white text on it needs to reach 4.5 to 1."""
    while contrast(colour, "#ffffff") < ENOUGH:
        colour = darker(colour, 0.95)
    return colour


def darker(colour: str, share: float) -> str:
    """The colour with each channel at this share (0 to 1) of its strength."""
    return "#" + "".join(f"{round(channel * share):02x}" for channel in _channels(colour))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
