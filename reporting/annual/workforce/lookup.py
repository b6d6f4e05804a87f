"""Finding what the chapter needs in a profile."""

from decimal import Decimal, InvalidOperation

from workforce.figures import Category, CharacteristicProfile, Crossing, Profile


def crossing(profile: Profile, key: str) -> Crossing | None:
    """One of the release's linked tables, or None where it is not published."""
    return next((table for table in profile.tables if table.key == key), None)


def main_of(item: CharacteristicProfile) -> list[Category]:
    return [category for category in item.categories if category.level == 1]


def sentences(notes: list[str]) -> str:
    return " ".join(f"{note.rstrip('.')}." for note in notes if note)


def figure(shown: str) -> Decimal | None:
    """The number in what is shown, such as `12.3%`; None where it is hidden or not there."""
    try:
        return Decimal(shown.rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None
