"""Comments on the sections of an assessment, in threads. What was said once is never altered or deleted."""

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eqia.choices import CommentKind, Settled
from eqia.models.assessment import Assessment, Edit
from eqia.models.versions import AssessmentMove
from eqia.querysets import ThreadQuerySet
from toolkit.history import tracked


@tracked()
class Thread(models.Model):
    """A conversation about one section, impact card or item. `section` is the name its savings are counted under.

    `place` is what the section was called on that day, so that the thread can be read after an item is gone.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="threads")
    section = models.CharField(_("about"), max_length=80)
    place = models.CharField(_("about"), max_length=250)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now)
    settled = models.CharField(_("settled"), max_length=10, choices=Settled, blank=True)
    returned_with = models.ForeignKey(
        AssessmentMove,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="threads",
        verbose_name=_("returned with it"),
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ("-opened_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["assessment", "settled"], name="thread_by_assessment_and_state")]

    def __str__(self) -> str:
        return self.place

    def get_absolute_url(self) -> str:
        return reverse("eqia:thread", args=[self.assessment.reference, self.pk])

    @property
    def is_open(self) -> bool:
        return not self.settled


class Comment(models.Model):
    """What somebody said or did in a thread. The words stay; their author may withdraw them, which strikes them through.

    An answer by a change names the saving of the section (`edit`) that answered.
    """

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="comments")
    kind = models.CharField(max_length=10, choices=CommentKind, default=CommentKind.SAID)
    words = models.TextField(_("comment"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    edit = models.ForeignKey(Edit, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("at", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind=CommentKind.SAID, words=""),
                name="comment_says_something",
                violation_error_message=_("Enter your comment"),
            ),
            models.CheckConstraint(
                condition=Q(edit__isnull=False) | ~Q(kind=CommentKind.ANSWERED),
                name="comment_answered_names_the_change",
                violation_error_message=_("An answer by a change names the change"),
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="said", fields=["thread", "kind", "words", "by", "at", "edit"]),
            pgtrigger.Protect(
                name="withdrawn_once",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.words[:40]}"

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None
