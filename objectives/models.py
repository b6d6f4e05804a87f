"""Equality objectives, the indicators that measure them and the dated readings that tell how far they have come."""

import datetime
from typing import ClassVar

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, FSMModelMixin, transition

from governance.models import Move
from objectives.choices import Counts, Direction, ObjectiveState, ReadingInterval, UnitOfMeasure
from objectives.querysets import IndicatorQuerySet, ObjectiveQuerySet, ReadingQuerySet
from objectives.rules.progress import Course, Point, Progress, Standing, overall, standing
from organisation.models import Characteristic, Unit
from toolkit.history import tracked


@tracked()
class Objective(FSMModelMixin, models.Model):
    """What the body promises to change, for whom, who answers for it and by when."""

    title = models.CharField(_("objective"), max_length=250, validators=[MinLengthValidator(10)])
    why = models.TextField(_("why it matters"), help_text=_("The inequality it answers, and how we know of it"))
    characteristics = models.ManyToManyField(
        Characteristic,
        through="ObjectiveCharacteristic",
        related_name="objectives",
        verbose_name=_("characteristics"),
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="objectives", verbose_name=_("owner")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="objectives",
        verbose_name=_("directorate or service"),
        help_text=_("Leave empty if the whole body answers for it"),
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    published_on = models.DateField(_("published on"), null=True, blank=True)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name=_("follows on from")
    )
    state = FSMField(_("state"), max_length=10, choices=ObjectiveState, default=ObjectiveState.DRAFT, protected=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = ObjectiveQuerySet.as_manager()

    class Meta:
        ordering = ("-starts_on", "title")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")),
                name="objective_ends_after_it_starts",
                violation_error_message=_("The last day must be after the first"),
            ),
            models.CheckConstraint(
                condition=models.Q(state=ObjectiveState.DRAFT) | models.Q(published_on__isnull=False),
                name="objective_in_force_is_published",
                violation_error_message=_("Enter the date the objective was published: regulation 5 counts from it"),
            ),
            models.CheckConstraint(
                condition=models.Q(supersedes__isnull=True) | ~models.Q(supersedes=models.F("pk")),
                name="objective_does_not_supersede_itself",
                violation_error_message=_("An objective cannot follow on from itself"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("objectives:detail", args=[self.pk])

    @property
    def directorate(self) -> Unit | None:
        """The directorate that answers for it; None for the whole body."""
        return self.unit.directorate if self.unit else None

    def judged_on(self, today: datetime.date) -> datetime.date:
        """The day on which progress is looked at: today, but for a closed objective not later than its last day."""
        return min(today, self.ends_on) if self.state == ObjectiveState.CLOSED else today

    def progress(self, today: datetime.date) -> Progress:
        """The progress of its indicator that is furthest from its promise; fetch with `with_readings`."""
        on = self.judged_on(today)
        return overall([indicator.standing(on).progress for indicator in self.indicators.all()])

    def missing_to_come_into_force(self) -> list[str]:
        """What an objective lacks before it can be in force, in sentences.

        It must be "specific and measurable" and published: the Equality Act 2010 (Specific Duties and Public
        Authorities) Regulations 2017, regulation 5. Specific: it says for whom, by naming at least one characteristic.
        Measurable: it has at least one indicator, and an indicator always has a target and its date.
        """
        missing = []
        if not self.characteristics.exists():
            missing.append(_("Choose at least one characteristic, so that the objective says for whom it is"))
        if not self.indicators.exists():
            missing.append(_("Add an indicator with a target, so that the objective can be measured"))
        if self.published_on is None:
            missing.append(_("Enter the date the objective was published"))
        return [str(sentence) for sentence in missing]

    @transition(
        field=state,
        source=ObjectiveState.DRAFT,
        target=ObjectiveState.OPEN,
        permission="objectives.manage_objective",
        custom={"missing": "missing_to_come_into_force"},
    )
    def put_in_force(self) -> None:
        """From now on it counts as one of the body's equality objectives."""

    @transition(
        field=state,
        source=ObjectiveState.OPEN,
        target=ObjectiveState.CLOSED,
        permission="objectives.manage_objective",
        custom={"reason": True},
    )
    def close(self) -> None:
        """Its time is over, or it is given up: the reason says which."""

    @transition(
        field=state,
        source=ObjectiveState.CLOSED,
        target=ObjectiveState.OPEN,
        permission="objectives.manage_objective",
        custom={"reason": True},
    )
    def reopen(self) -> None:
        """It was closed too early."""


@tracked()
class ObjectiveCharacteristic(models.Model):
    """That an objective serves the people who share a characteristic."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="+", verbose_name=_("objective"))
    characteristic = models.ForeignKey(
        Characteristic, models.PROTECT, related_name="+", verbose_name=_("characteristic")
    )

    class Meta:
        verbose_name = _("characteristic it serves")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["objective", "characteristic"], name="objective_names_a_characteristic_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.objective}: {self.characteristic}"


class ObjectiveMove(Move):
    """One change of an objective's state."""

    objective = models.ForeignKey(Objective, models.PROTECT, related_name="moves")

    class Meta(Move.Meta):
        abstract = False


@tracked()
class Indicator(models.Model):
    """One measure of an objective: what is counted, where it stood, where it is to stand and by when.

    Without a baseline the first reading serves as one.
    """

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="indicators", verbose_name=_("objective"))
    name = models.CharField(_("what is measured"), max_length=250)
    unit = models.CharField(_("unit"), max_length=20, choices=UnitOfMeasure, default=UnitOfMeasure.PERCENT)
    counts = models.CharField(_("what is counted"), max_length=10, choices=Counts, default=Counts.PEOPLE)
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.INCREASE)
    baseline_value = models.DecimalField(_("baseline"), max_digits=14, decimal_places=4, null=True, blank=True)
    baseline_on = models.DateField(_("date of the baseline"), null=True, blank=True)
    target_value = models.DecimalField(_("target"), max_digits=14, decimal_places=4)
    target_on = models.DateField(_("date of the target"))
    reading_every = models.PositiveSmallIntegerField(
        _("how often it is read"), choices=ReadingInterval, default=ReadingInterval.YEARLY
    )
    definition = models.TextField(_("how it is counted"), blank=True)
    source = models.CharField(_("source of the figures"), max_length=250)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["objective", "name"],
                name="indicator_name_is_unique_in_its_objective",
                violation_error_message=_("This objective already has an indicator of that name"),
            ),
            models.CheckConstraint(
                condition=models.Q(baseline_value__isnull=True, baseline_on__isnull=True)
                | models.Q(baseline_value__isnull=False, baseline_on__isnull=False),
                name="indicator_baseline_has_a_value_and_a_date",
                violation_error_message=_("Enter both the baseline and its date, or neither"),
            ),
            models.CheckConstraint(
                condition=models.Q(baseline_on__isnull=True) | models.Q(target_on__gt=models.F("baseline_on")),
                name="indicator_target_is_later_than_the_baseline",
                violation_error_message=_("The date of the target must be after the date of the baseline"),
            ),
            models.CheckConstraint(
                condition=models.Q(baseline_value__isnull=True)
                | models.Q(direction=Direction.REACH)
                | models.Q(direction=Direction.INCREASE, target_value__gte=models.F("baseline_value"))
                | models.Q(direction=Direction.DECREASE, target_value__lte=models.F("baseline_value")),
                name="indicator_target_lies_in_its_direction",
                violation_error_message=_(
                    "The target must not lie behind the baseline: change the target or the direction"
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('objectives:detail', args=[self.objective_id])}#indicator-{self.pk}"

    @property
    def course(self) -> Course:
        """What it promises, as the rules read it."""
        baseline = None
        if self.baseline_value is not None and self.baseline_on is not None:
            baseline = Point(self.baseline_on, self.baseline_value)
        return Course(self.direction, self.target_value, self.target_on, baseline, self.reading_every)

    def standing(self, on: datetime.date) -> Standing:
        """How far it has come by that day; uses the readings fetched with it."""
        return standing(self.course, self.points(), on=on)

    def points(self) -> list[Point]:
        """The readings for everybody together."""
        return [
            Point(reading.taken_on, reading.value)
            for reading in self.readings.all()
            if reading.characteristic_id is None
        ]


@tracked()
class Reading(models.Model):
    """The value of an indicator on one day, for everybody or for one group within a characteristic.

    A wrong reading is corrected, and the history keeps what it said before. `value` is in the indicator's unit;
    `numerator` and `denominator` are the counts of people or things behind it, where known: 12 out of 40, or an average
    of 40.
    """

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings", verbose_name=_("indicator"))
    taken_on = models.DateField(_("date"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=4)
    characteristic = models.ForeignKey(
        Characteristic, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("characteristic")
    )
    group = models.CharField(_("group"), max_length=100, blank=True)
    numerator = models.PositiveIntegerField(_("how many"), null=True, blank=True)
    denominator = models.PositiveIntegerField(_("out of"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by"), editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ("taken_on", "characteristic__position", "group", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "taken_on", "characteristic", "group"],
                name="reading_is_the_only_one_of_its_day_and_group",
                nulls_distinct=False,
                violation_error_message=_("There is already a reading for that day and group: correct that one"),
            ),
            models.CheckConstraint(
                condition=models.Q(characteristic__isnull=True, group="")
                | (models.Q(characteristic__isnull=False) & ~models.Q(group="")),
                name="reading_group_belongs_to_a_characteristic",
                violation_error_message=_("Enter both the characteristic and the group, or neither"),
            ),
            models.CheckConstraint(
                condition=models.Q(denominator__isnull=True) | models.Q(denominator__gt=0),
                name="reading_is_out_of_at_least_one",
                violation_error_message=_("Enter out of how many: at least one"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.taken_on:%-d %B %Y}{f', {self.group}' if self.group else ''}"
