"""The body itself."""

from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from organisation.logos import Logo
from organisation.models import Organisation
from toolkit.history import lock_unchanged


@transaction.atomic
def edit_organisation(
    *, version: int, by: Any, logo: Logo | None = None, removes_logo: bool = False, **values: Any
) -> Organisation:
    """Change the body's name, colour, logo and the rest; makes its row where an administrator sets it up first.

    A new logo is a new file: frozen reports and the history go on naming the old one.
    """
    organisation, is_new = Organisation.objects.get_or_create(pk=1, defaults={"name": values["name"]})
    if not is_new:
        organisation = lock_unchanged(organisation, version)
    for name, value in values.items():
        setattr(organisation, name, value)
    if removes_logo:
        organisation.logo = ""
    if logo is not None:
        organisation.logo.save(logo.name, ContentFile(logo.content), save=False)
    organisation.save()
    return organisation
