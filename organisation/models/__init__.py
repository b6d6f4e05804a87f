"""The body itself: its structure, its people, the posts and roles they hold and the characteristics it considers."""

from organisation.models.body import Organisation
from organisation.models.characteristics import Characteristic
from organisation.models.people import Person, PersonManager
from organisation.models.posts import Post, PostHolding
from organisation.models.roles import HeldDays, RoleHolding
from organisation.models.structure import Unit

__all__ = [
    "Characteristic",
    "HeldDays",
    "Organisation",
    "Person",
    "PersonManager",
    "Post",
    "PostHolding",
    "RoleHolding",
    "Unit",
]
