""" "You said, we did": what consultations of published assessments heard and what came of it, for everybody.

Read from what is published and from nothing else: words that were hidden in a public version are not in it.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, Func, QuerySet, Value

from eqia.models import PublicVersion
from eqia.presenters import version_document

SAID = '@.you_said != "" && @.we_did != ""'


@dataclass(frozen=True)
class Feedback:
    """One published assessment with what it heard and did; `items` are its consultations as its document holds them."""

    reference: str
    title: str
    directorate: str
    items: list[dict[str, Any]]


class HasFeedback(Func):
    """Whether the consultations of a payload hold both sentences; with a characteristic, of people who speak for it."""

    function = "jsonb_path_exists"
    template = "%(function)s(%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, characteristic: str = "") -> None:
        speaks = " && @.about_keys[*] == $key" if characteristic else ""
        path = Value(f"$.consultation.items[*] ? ({SAID}{speaks})")
        super().__init__(F("payload"), AsJsonPath(path), AsJson(Value(f'{{"key": "{characteristic}"}}')))


class AsJsonPath(Func):
    template = "%(expressions)s::jsonpath"


class AsJson(Func):
    template = "%(expressions)s::jsonb"


def with_feedback(characteristic: str = "") -> "QuerySet[PublicVersion]":
    """What is published and holds an answer to people, the latest first; `characteristic` is a key we know."""
    return PublicVersion.objects.shown().filter(HasFeedback(characteristic)).order_by("-made_at", "-pk")


def feedback_in(public: PublicVersion, characteristic: str = "") -> Feedback:
    document = version_document(public)["document"]
    items = [
        item
        for item in document.get("consultation", {}).get("items", [])
        if item["you_said"] and item["we_did"] and (not characteristic or characteristic in item["about_keys"])
    ]
    return Feedback(document["reference"], document["title"], document["directorate"], items)
