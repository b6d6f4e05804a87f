"""The ledger: every set of figures that was proposed to leave HR, and what became of it.

Numbers are written once. A proof holds true values: it stands in a table of its own, without history, that no page, page
of another room, file or log reads, and it goes when the staff records go.
"""

from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from governance.models import Move
from governance.rules import content_hash
from toolkit.models import Job
from workforce.choices import Origin, ReleaseState
from workforce.models.snapshots import Snapshot
from workforce.querysets import ReleaseQuerySet
from workforce.workflow import ReleaseWorkflow

_KEPT: list[Any] = [pgtrigger.Protect(name="kept", operation=pgtrigger.Update | pgtrigger.Delete)]
WRITTEN_ONCE = (
    "snapshot",
    "number",
    "numbers",
    "shown",
    "hidden",
    "labels",
    "layouts",
    "policy",
    "summary",
    "origin",
    "instead_of",
    "rounded_to",
    "sha256",
    "loss",
    "lower_bound",
    "proposed_by",
    "proposed_at",
)


class Release(ReleaseWorkflow):
    """Figures of one snapshot as they would leave HR, and do if they are released.

    `numbers`: what a reader sees of each number, by its id (`disclosure.population.name_of`): the count, a pair of the
    least and the most it may be, or null where it is hidden. A number that is not there is not printed. `labels`: the
    words for the codes in those ids, by attribute, in the order of a table; the characteristics have theirs in the code
    lists. `layouts` and `policy`: the tables that the numbers make, and the rules they were protected by; `summary`: what
    is hidden for which reason, and which tables were left out. `loss` and `lower_bound`: what hiding more
    than the small counts costs, and the least that it could. `verdict`: what was found against releasing them, without a
    value that was not published; `ways_out`: what could leave instead. `job` looks for one or the other.
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="releases", verbose_name=_("snapshot"))
    number = models.PositiveSmallIntegerField(_("number"))
    numbers = models.JSONField(_("numbers as they leave"))
    shown = models.PositiveIntegerField(_("numbers shown"), default=0)
    hidden = models.PositiveIntegerField(_("numbers hidden"), default=0)
    labels = models.JSONField(_("labels"), default=dict)
    layouts = models.JSONField(_("tables"), default=list)
    policy = models.JSONField(_("rules"), default=dict)
    sha256 = models.CharField(
        _("SHA-256 of the numbers"), max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")]
    )
    summary = models.JSONField(_("what is hidden and why"), default=dict)
    origin = models.CharField(_("origin"), max_length=12, choices=Origin, default=Origin.IMPORT)
    instead_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("instead of")
    )
    rounded_to = models.PositiveSmallIntegerField(_("rounded to the nearest"), null=True, blank=True)
    loss = models.FloatField(_("loss"), default=0.0)
    lower_bound = models.FloatField(_("least possible loss"), default=0.0)
    verdict = models.JSONField(_("verdict"), default=dict)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed at"), default=timezone.now)
    ways_out = models.JSONField(_("ways out"), default=list)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("job"))
    released_at = models.DateTimeField(_("released at"), null=True, blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("-snapshot__as_at", "-number")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["snapshot", "number"],
                name="release_number_is_used_once_a_snapshot",
                violation_error_message=_("That number is taken: look at the list of releases again"),
            ),
            models.UniqueConstraint(
                fields=["snapshot"],
                condition=models.Q(state=ReleaseState.RELEASED),
                name="release_is_the_only_live_one_of_its_snapshot",
                violation_error_message=_("Figures of this day are released already. Withdraw them first."),
            ),
            models.UniqueConstraint(
                fields=["snapshot"],
                condition=models.Q(state__in=[ReleaseState.PROPOSED, ReleaseState.PROVEN]),
                name="release_is_the_only_open_one_of_its_snapshot",
                violation_error_message=_("Other figures of this day are proposed already. Set those aside first."),
            ),
        ]
        triggers: ClassVar = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="written_once", fields=list(WRITTEN_ONCE)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What it is called beside others: its day, with its number where there was another before."""
        day = date_format(self.snapshot.as_at, "j F Y")
        return day if self.number == 1 else _now("%(day)s, version %(number)s") % {"day": day, "number": self.number}

    def get_absolute_url(self) -> str:
        return reverse("workforce:release", args=[self.pk])

    @property
    def is_intact(self) -> bool:
        """Whether the numbers still have the hash they were proposed under."""
        return content_hash(self.numbers) == self.sha256

    @property
    def is_being_proved(self) -> bool:
        """Whether a job is at work on it."""
        return self.job is not None and not self.job.is_over

    @property
    def is_live(self) -> bool:
        return self.state == ReleaseState.RELEASED

    @property
    def has_left(self) -> bool:
        """Whether readers know it: withdrawn figures stay known."""
        return self.state in (ReleaseState.RELEASED, ReleaseState.WITHDRAWN)

    def not_ready(self) -> list[str]:
        """What stands against releasing it now, in sentences."""
        if not Proof.objects.filter(release=self).exists():
            return [_now("The proof is no longer here. Ask for it again.")]
        return [] if self.is_intact else [_now("The numbers are not those that were proved. Propose them again.")]


class ReleaseMove(Move):
    record = models.ForeignKey(Release, models.CASCADE, related_name="moves")

    class Meta(Move.Meta):
        abstract = False


class Proof(models.Model):
    """The proof of a release: true values and witnesses as JSON, packed. Only HR's own work reads it; it goes with the staff
    records, and what the checks said of it stays."""

    release = models.OneToOneField(Release, models.CASCADE, related_name="proof", verbose_name=_("release"))
    content = models.BinaryField(_("content"))
    sha256 = models.CharField(_("SHA-256"), max_length=64, validators=[RegexValidator(r"^[0-9a-f]{64}$")])
    witnesses = models.PositiveIntegerField(_("witnesses"))
    sensitive = models.PositiveIntegerField(_("sensitive counts"), default=0)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        triggers: ClassVar = [pgtrigger.Protect(name="written_once", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return str(self.release)


class ProofCheck(models.Model):
    """One verification of a proof without a solver: when, by whom (nobody: the clock), with which version, and what it found."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="checks", verbose_name=_("release"))
    at = models.DateTimeField(_("checked at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("checked by")
    )
    version = models.CharField(_("version"), max_length=40)
    witnesses = models.PositiveIntegerField(_("witnesses"))
    sensitive = models.PositiveIntegerField(_("sensitive counts"), default=0)
    flaws = models.PositiveIntegerField(_("flaws"))

    class Meta:
        ordering = ("at", "pk")
        triggers: ClassVar = _KEPT

    def __str__(self) -> str:
        return f"{self.release}: {self.flaws}"

    @property
    def is_sound(self) -> bool:
        return self.flaws == 0
