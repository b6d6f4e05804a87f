import uuid
from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class JobState(models.TextChoices):
    QUEUED = "queued", _("Waiting to start")
    RUNNING = "running", _("Running")
    DONE = "done", _("Finished")
    FAILED = "failed", _("Not done")


class Job(models.Model):
    """Long work as an owned row: it has an owner, a progress, a result and an error, and outlives the browser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="jobs")
    title = models.CharField(max_length=200)
    task = models.CharField(max_length=200)
    parameters = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(default=0, help_text="per cent")
    step = models.CharField(max_length=200, blank=True)
    result = models.JSONField(default=dict)
    problems = models.JSONField(default=list, help_text="list of sentences for the owner")
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(progress__lte=100),
                name="job_progress_is_a_percentage",
                violation_error_message=_("Progress is a percentage"),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["done", "failed"], finished_at__isnull=False)
                | models.Q(state__in=["queued", "running"], finished_at__isnull=True),
                name="job_is_over_when_it_has_finished",
                violation_error_message=_("A job that is over has a moment when it finished"),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("toolkit:job", args=[self.pk])

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)


class SentMessage(models.Model):
    """A message to one person: the outbox keeps every one, whether it also goes out by e-mail or not.

    `sent_at` is when the product wrote it; `delivered_at` when a mail server took it, which stays empty where none is
    set up; `problem` what the mail server said when it did not. A personal link is no part of the words that are kept:
    `private_links` holds what it is made from (`toolkit.private_links`), until the message is delivered.
    """

    to = models.EmailField()
    sender = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    # [[mark in the body, address without its token, seed], …]
    private_links = models.JSONField(default=list, blank=True)
    sent_at = models.DateTimeField(auto_now_add=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-sent_at", "-pk")
        triggers: ClassVar = [
            pgtrigger.Protect(name="kept", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="words_kept", fields=["to", "sender", "subject", "body"]),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True) | models.Q(problem=""),
                name="sent_message_has_no_problem_once_delivered",
                violation_error_message=_("A delivered message has no problem"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} ({self.to})"


class Draft(models.Model):
    """What a person has typed into a form and not saved: theirs alone, on whatever computer they come back.

    It is no record and nobody else reads it: saving the form, or throwing it away, removes it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts")
    path = models.CharField(max_length=300)
    body = models.TextField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "path"], name="draft_is_the_only_one_of_its_form"),
        ]

    def __str__(self) -> str:
        return self.path
