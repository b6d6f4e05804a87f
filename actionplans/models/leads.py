"""Who leads an action, and what the words of plans about leads were found to mean."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from actionplans.choices import LeadKind, LeadMatch, LeadRole
from actionplans.models.actions import Action
from actionplans.querysets import LeadQuerySet
from governance.models import Body
from organisation.models import Post, Unit
from toolkit.history import BY_STATEMENT, tracked


def _points_to(field: str | None, *kinds: str) -> Q:
    """A lead of one of these kinds points to this record, and to no other. The kinds are named as their fields."""
    targets = {"person", "post", "unit", "body"}
    return Q(kind__in=kinds or [field], **{f"{target}__isnull": target != field for target in sorted(targets)})


_ONE_TARGET = (
    _points_to("person")
    | _points_to("post")
    | _points_to("unit")
    | _points_to("body")
    | _points_to(None, LeadKind.ALL_DIRECTORATES, LeadKind.WORDS)
)


@tracked(level=BY_STATEMENT)
class Lead(models.Model):
    """One of those who lead an action, read out of the words of the source. One of them is accountable.

    The words stay. Whom they mean is read where a name is the same, and confirmed by a person: a likeness alone stays
    words until somebody has said so.
    """

    action = models.ForeignKey(Action, models.CASCADE, related_name="leads", verbose_name=_("action"))
    position = models.PositiveSmallIntegerField(default=1)
    role = models.CharField(_("part played"), max_length=20, choices=LeadRole)
    kind = models.CharField(_("kind"), max_length=20, choices=LeadKind, default=LeadKind.WORDS)
    text = models.CharField(_("as written"), max_length=300)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_actions",
        verbose_name=_("person"),
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_actions",
        verbose_name=_("directorate or service"),
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="led_actions", verbose_name=_("body")
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="led_actions", verbose_name=_("post")
    )
    match = models.CharField(_("why"), max_length=20, choices=LeadMatch, blank=True)
    is_confirmed = models.BooleanField(
        _("confirmed"), default=False, help_text=_("A person has said whom the words mean, or that they stay words")
    )

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ("action", "position")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(role=LeadRole.ACCOUNTABLE),
                name="lead_one_is_accountable",
                violation_error_message=_(
                    "One lead of an action is accountable; the others lead with them or support them"
                ),
            ),
            models.CheckConstraint(
                condition=_ONE_TARGET,
                name="lead_points_to_what_its_kind_says",
                violation_error_message=_("A lead is one person, one post, one unit or one body, or words only"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.target or self.text)

    @property
    def target(self) -> Any:
        """Whom the words mean; None where they stand for everybody or for themselves."""
        return self.person or self.post or self.unit or self.body


@tracked()
class LeadAnswer(models.Model):
    """What words about leads mean, as a person has said: the next plan that has them knows it.

    Words that mean several posts or bodies have an answer for each of them; words that are to stay words have one of that
    kind.
    """

    key = models.CharField(_("words, however they are written"), max_length=300)
    text = models.CharField(_("as first written"), max_length=300)
    kind = models.CharField(_("kind"), max_length=20, choices=LeadKind)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("directorate or service")
    )
    body = models.ForeignKey(Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body"))
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("answered by"))
    on = models.DateField(_("answered on"), default=timezone.localdate)

    class Meta:
        ordering = ("key", "pk")
        verbose_name = _("what these words mean")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["key", "kind", "person", "unit", "body", "post"],
                name="lead_answer_names_each_meaning_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=_ONE_TARGET,
                name="lead_answer_points_to_what_its_kind_says",
                violation_error_message=_("Words mean one person, one post, one unit or one body, or stay words"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text}: {self.target or self.get_kind_display()}"

    @property
    def target(self) -> Any:
        return self.person or self.post or self.unit or self.body
