from django.core.exceptions import PermissionDenied


class MoveRefused(Exception):
    """A change of state that cannot be made; the sentences tell the person why and what to do."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(*sentences)
        self.sentences = list(sentences)


class MoveForbidden(PermissionDenied):
    """The person may not make this change of state."""
