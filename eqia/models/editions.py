"""The words in which an assessment is asked: editions written once, and what administrators prepare for the next."""

from functools import lru_cache
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eqia.choices import LocalKind
from eqia.wording import Form, form_of
from governance.rules import content_hash
from toolkit.history import tracked


class FormEdition(models.Model):
    """Every word of the form as it stood from one moment on. An assessment keeps the edition it was started under.

    One without a publisher was frozen by the product itself, because its standard words had changed.
    """

    number = models.PositiveIntegerField(_("number"), unique=True)
    payload = models.JSONField()
    sha256 = models.CharField(max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    note = models.TextField(_("what changed and why"))
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-number",)
        triggers: ClassVar = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(_("Edition %d") % self.number)

    def get_absolute_url(self) -> str:
        return reverse("eqia:edition", args=[self.number])

    @property
    def is_intact(self) -> bool:
        return content_hash(self.payload) == self.sha256

    @property
    def form(self) -> Form:
        return form_of(self.payload, self.number, self.sha256)


@lru_cache(maxsize=64)
def form_of_edition(pk: int) -> Form:
    """The form of an edition, read once in each process: an edition never changes."""
    return FormEdition.objects.get(pk=pk).form


@tracked()
class SectionDraft(models.Model):
    """The words that the body puts in place of the standard ones in one section, from the next edition on."""

    section = models.CharField(_("section"), max_length=60, unique=True, editable=False)
    words = models.JSONField(_("own words"), default=dict, blank=True)

    class Meta:
        ordering = ("section",)

    def __str__(self) -> str:
        return self.section


@tracked()
class ModuleSwitch(models.Model):
    """Whether an optional section of the form is asked from the next edition on."""

    module = models.CharField(_("section"), max_length=60, unique=True, editable=False)
    is_on = models.BooleanField(_("switched on"), default=True)

    class Meta:
        ordering = ("module",)

    def __str__(self) -> str:
        return self.module


@tracked()
class LocalQuestion(models.Model):
    """A question of the body's own at the end of a section. It is retired, never removed: answers point to it."""

    section = models.CharField(_("section"), max_length=60)
    kind = models.CharField(_("kind of answer"), max_length=10, choices=LocalKind)
    text = models.CharField(_("question"), max_length=300)
    hint = models.TextField(_("help"), blank=True)
    example = models.TextField(_("example"), blank=True)
    options = ArrayField(models.CharField(max_length=200), verbose_name=_("options"), default=list, blank=True)
    is_required = models.BooleanField(_("must be answered before submission"), default=False)
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    is_retired = models.BooleanField(_("retired"), default=False, editable=False)

    class Meta:
        ordering = ("section", "position", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(kind=LocalKind.OPTION) | models.Q(options__len__gte=2),
                name="local_question_with_options_has_two",
                violation_error_message=_("Enter at least two options, each on a line of its own"),
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def key(self) -> str:
        return f"local-{self.pk}"

    @property
    def plain(self) -> dict[str, Any]:
        """As an edition freezes it: the fields of `eqia.wording.LocalQuestion`."""
        return {
            "key": self.key,
            "section": self.section,
            "kind": self.kind,
            "text": self.text,
            "hint": self.hint,
            "example": self.example,
            "options": list(self.options),
            "is_required": self.is_required,
        }
