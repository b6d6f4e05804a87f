import secrets
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from actionplans.choices import FeedKind
from governance.models import Body
from organisation.models import Unit
from toolkit.history import tracked


def fresh_key() -> str:
    return secrets.token_urlsafe(16)


@tracked()
class Feed(models.Model):
    """A calendar that one person subscribes to: their own actions, a directorate's or service's, or a body's.

    Its address is signed (`services.feeds.address_of`) over `key`; another key makes another address and shuts the old one.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="feeds", verbose_name=_("subscriber")
    )
    kind = models.CharField(_("what is in it"), max_length=10, choices=FeedKind)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("directorate or service"),
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body"))
    key = models.CharField(max_length=40, default=fresh_key, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=FeedKind.MINE, unit__isnull=True, body__isnull=True)
                | Q(kind=FeedKind.UNIT, unit__isnull=False, body__isnull=True)
                | Q(kind=FeedKind.BODY, unit__isnull=True, body__isnull=False),
                name="feed_is_of_what_its_kind_says",
                violation_error_message=_("Select whose dates are in the calendar"),
            ),
            models.UniqueConstraint(
                fields=["owner", "kind", "unit", "body"],
                condition=Q(revoked_at__isnull=True),
                nulls_distinct=False,
                name="feed_of_a_person_is_the_only_one_of_its_kind",
                violation_error_message=_("You have this calendar already. Its address is below."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit or self.body or _("My actions"))
