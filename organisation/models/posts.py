"""Posts: what somebody is appointed to, and who held them from when to when."""

import datetime
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.models.people import Person
from organisation.models.roles import HeldDays
from organisation.models.structure import Unit
from organisation.querysets import PostHoldingQuerySet, PostQuerySet
from toolkit.history import tracked


@tracked()
class Post(models.Model):
    """A post that outlives those who hold it: what it leads goes on when they leave.

    Its former titles are kept, because plans go on naming it by them.
    """

    title = models.CharField(_("title"), max_length=150)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="posts",
        verbose_name=_("directorate or service"),
        help_text=_("Leave empty for a post of the whole body"),
    )
    former_titles = ArrayField(
        models.CharField(max_length=150), verbose_name=_("former titles"), default=list, blank=True
    )
    abolished_on = models.DateField(_("abolished on"), null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ("title", "unit__name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("title"),
                "unit",
                name="post_title_is_unique_where_it_stands",
                condition=models.Q(abolished_on__isnull=True),
                nulls_distinct=False,
                violation_error_message=_("There is already a post with this title there"),
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""),
                name="post_has_a_title",
                violation_error_message=_("Enter the title of the post"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("organisation:post", args=[self.pk])

    def is_abolished(self, on: datetime.date) -> bool:
        return self.abolished_on is not None and self.abolished_on <= on


@tracked()
class PostHolding(models.Model):
    """Somebody holds a post from one day to another, both included. Several may share it."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings", verbose_name=_("post"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="post_holdings", verbose_name=_("person"))
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = PostHoldingQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "person__full_name")
        verbose_name = _("appointment")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="post_holding_ends_after_it_starts",
                violation_error_message=_("The last day must not be before the first"),
            ),
            ExclusionConstraint(
                name="post_holding_of_a_person_is_the_only_one_that_day",
                expressions=[
                    ("post", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (HeldDays("starts_on", "ends_on", models.Value("[]")), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person already holds this post on some of these days"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"

    def is_current(self, on: datetime.date) -> bool:
        return self.starts_on <= on and (self.ends_on is None or self.ends_on >= on)
