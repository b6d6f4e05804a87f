"""Keeping what is searched in step with what is written, approved and published."""

import re
import unicodedata
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Value
from django.utils import timezone
from django.utils.module_loading import import_string

from eqia.choices import Audience, Stage
from eqia.content import content_of
from eqia.models import Assessment, AssessmentVersion, Edit, PublicVersion, SearchDocument
from eqia.redaction import texts

# A tsvector holds at most a megabyte of words; nobody writes that much, but somebody could paste it.
MOST_CHARACTERS = 400_000
WORD = re.compile(r"[^\W\d_]{4,40}")
CONFIG = "due_regard"
# Names of posts, places and papers: they are answers, but nobody looks for them among sentences.
NO_PROSE = frozenset({"post", "service", "decision_maker", "dated", "link", "places"})
# Snippets are marked with characters for private use, which have no place in a text.
PRIVATE = re.compile("[\ue000-\uf8ff]")


def index_later(assessment: Assessment) -> None:
    """After a saving: have a worker index the working copy, so that nobody who writes waits for it."""
    task = import_string("eqia.tasks.index_working")
    transaction.on_commit(lambda: task.delay(assessment.pk), robust=True)


def index_working(assessment_id: int) -> None:
    """The working copy as it stands now."""
    _write_working(_as_read(Assessment.objects.filter(pk=assessment_id)).get())


def _as_read(assessments: Any) -> Any:
    return assessments.select_related("unit__parent", "screening", "conclusion", "author", "owner")


@transaction.atomic
def _write_working(assessment: Assessment) -> None:
    _write(assessment, Audience.WORKING, content_of(assessment))


def index_approved(version: AssessmentVersion) -> None:
    """After an approval: what members and clerks may find."""
    _write(version.assessment, Audience.APPROVED, version.payload)


def index_public(assessment: Assessment, public: PublicVersion | None) -> None:
    """After a publication: what everybody may find; None after it was taken down."""
    if public is None:
        _remove(assessment, Audience.PUBLIC)
    else:
        _write(assessment, Audience.PUBLIC, public.payload)


def index_everything(assessments: Any = None) -> int:
    """Write every search document anew, for a restored or upgraded database; how many assessments there were."""
    found = Assessment.objects.all() if assessments is None else assessments
    count = 0
    for assessment in _as_read(found.order_by("pk")):
        _write_working(assessment)
        if approved := assessment.versions.filter(stage=Stage.APPROVED).order_by("-number").first():
            index_approved(approved)
        index_public(assessment, assessment.public_versions.shown().first())
        count += 1
    return count


def index_behind() -> int:
    """Those that were saved after they were last indexed, or never indexed, such as those here before an upgrade."""
    documents = SearchDocument.objects.filter(assessment=OuterRef("pk"), audience=Audience.WORKING)
    saved = Edit.objects.filter(assessment=OuterRef("assessment"), at__gt=OuterRef("written_at"))
    return index_everything(Assessment.objects.filter(~Exists(documents) | Exists(documents.filter(Exists(saved)))))


def _write(assessment: Assessment, audience: str, payload: dict[str, Any]) -> None:
    by_weight: dict[str, list[str]] = {"A": [], "B": [], "C": [], "D": []}
    for each in texts(payload):
        if each.keys[-1] in NO_PROSE:
            continue
        by_weight[_weight(each.path)].append(PRIVATE.sub("", each.text))
    parts = {weight: "\n".join(found)[:MOST_CHARACTERS] for weight, found in by_weight.items()}
    text = "\n".join(parts[weight] for weight in "BCD" if parts[weight])[:MOST_CHARACTERS]
    vector: Any = SearchVector(Value(parts["A"]), config=CONFIG, weight="A")
    for weight in "BCD":
        vector = vector + SearchVector(Value(parts[weight]), config=CONFIG, weight=weight)
    before = _words_before(assessment, audience)
    SearchDocument.objects.bulk_create(
        [
            SearchDocument(
                assessment=assessment,
                audience=audience,
                title=PRIVATE.sub("", payload["title"])[:200],
                text=text,
                vector=vector,
                written_at=timezone.now(),
            )
        ],
        update_conflicts=True,
        unique_fields=["assessment", "audience"],
        update_fields=["title", "text", "vector", "written_at"],
    )
    _count(audience, before, words_in(f"{payload['title']}\n{text}"))


def _remove(assessment: Assessment, audience: str) -> None:
    before = _words_before(assessment, audience)
    SearchDocument.objects.filter(assessment=assessment, audience=audience).delete()
    _count(audience, before, set())


def _weight(path: str) -> str:
    part = path.split("/")[1]
    return {"title": "A", "proposal": "B", "evidence": "D"}.get(part, "C")


def words_in(text: str) -> set[str]:
    """Its words of four letters and more, small and without accents."""
    plain = "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))
    return set(WORD.findall(plain.lower()))


def _words_before(assessment: Assessment, audience: str) -> set[str]:
    row = SearchDocument.objects.filter(assessment=assessment, audience=audience).values_list("title", "text").first()
    return words_in("\n".join(row)) if row else set()


def _count(audience: str, before: set[str], after: set[str]) -> None:
    """One document more for each new word, one fewer for each that went; a word that stands nowhere is forgotten."""
    changes = dict.fromkeys(after - before, 1) | dict.fromkeys(before - after, -1)
    if not changes:
        return
    gone = sorted(before - after)
    # In alphabetical order, so that two savings at once cannot wait for each other.
    words = sorted(changes)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO eqia_searchword (audience, word, documents)"
            " SELECT %s, * FROM unnest(%s::text[], %s::int[])"
            " ON CONFLICT (audience, word) DO UPDATE"
            " SET documents = eqia_searchword.documents + EXCLUDED.documents",
            [audience, words, [changes[word] for word in words]],
        )
        if gone:
            cursor.execute(
                "DELETE FROM eqia_searchword WHERE audience = %s AND word = ANY(%s) AND documents <= 0",
                [audience, gone],
            )
