"""What the body has decided about the protection of its figures."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from disclosure import SENSITIVE_THRESHOLD, THRESHOLD
from toolkit.history import tracked

LEAST_THRESHOLD = 5


@tracked()
class Protection(models.Model):
    """The thresholds below which counts are hidden, whether true zeros are shown, and how long work on them may take.

    There is one. It holds for what is proposed from now on: a release keeps the rules that it was made by.
    """

    threshold = models.PositiveSmallIntegerField(
        _("smallest count shown"),
        default=THRESHOLD,
        validators=[MinValueValidator(LEAST_THRESHOLD), MaxValueValidator(50)],
    )
    sensitive_threshold = models.PositiveSmallIntegerField(
        _("smallest count shown of religion, sexual orientation and gender identity"),
        default=SENSITIVE_THRESHOLD,
        validators=[MinValueValidator(LEAST_THRESHOLD), MaxValueValidator(100)],
    )
    shows_zeros = models.BooleanField(_("true zeros are shown"), default=True)
    seconds_to_prove = models.PositiveSmallIntegerField(
        _("seconds for a proof"), default=300, validators=[MinValueValidator(10), MaxValueValidator(3600)]
    )
    seconds_for_least_loss = models.PositiveSmallIntegerField(
        _("seconds for the least loss"), default=60, validators=[MinValueValidator(5), MaxValueValidator(3600)]
    )

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="protection_is_the_only_one",
                violation_error_message=_("There is one set of rules for the whole body"),
            ),
            models.CheckConstraint(
                condition=models.Q(threshold__gte=LEAST_THRESHOLD, sensitive_threshold__gte=models.F("threshold")),
                name="protection_is_no_weaker_for_sensitive_answers",
                violation_error_message=_(
                    "The count for religion, sexual orientation and gender identity must be at least as high as the "
                    "other one, and neither below 5"
                ),
            ),
        ]

    def __str__(self) -> str:
        return _now("Rules for hiding small counts")

    def get_absolute_url(self) -> str:
        return reverse("workforce:protection")

    @classmethod
    def in_force(cls) -> "Protection":
        """The rules of the body; the usual ones until somebody has changed them."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
