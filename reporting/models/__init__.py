"""What leaves the building: editions of the annual report, and committee packs."""

from reporting.models.edition import Edition, EditionMove, EditionVersion
from reporting.models.pack import Pack, PackAppendix, PackMove, PackVersion
from reporting.models.uses import ReleaseUse

__all__ = ["Edition", "EditionMove", "EditionVersion", "Pack", "PackAppendix", "PackMove", "PackVersion", "ReleaseUse"]
