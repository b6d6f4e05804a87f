"""What the public may ask of the register of published EqIAs. Only public versions are searched, never what they hide."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils.functional import cached_property

from eqia.choices import Effect
from eqia.models import Assessment, PublicVersion
from eqia.search import Finding, Hit, find, public_documents
from organisation.models import Characteristic

FOUND = (Effect.POSITIVE, Effect.NEGATIVE, Effect.BOTH, Effect.UNKNOWN)


@dataclass(frozen=True)
class RegisterQuery:
    """A search of the public register; what is not offered as a choice is left out."""

    words: str
    directorate: str
    characteristic: str
    directorates: list[str]
    characteristics: list[tuple[str, str]]

    @classmethod
    def read(cls, query: QueryDict) -> "RegisterQuery":
        names = (
            PublicVersion.objects.shown()
            .order_by("payload__directorate")
            .values_list("payload__directorate", flat=True)
        )
        directorates = list(names.distinct())
        characteristics = [(each.key, str(each)) for each in Characteristic.objects.all()]
        directorate, characteristic = query.get("directorate", ""), query.get("characteristic", "")
        return cls(
            words=query.get("q", "").replace("\x00", "").strip()[:200],
            directorate=directorate if directorate in directorates else "",
            characteristic=characteristic if characteristic in dict(characteristics) else "",
            directorates=directorates,
            characteristics=characteristics,
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.words or self.directorate or self.characteristic)

    @cached_property
    def finding(self) -> Finding:
        """What the words find in what the public reads."""
        return find(public_documents(), self.words)

    def results(self) -> "QuerySet[PublicVersion]":
        """Public versions that match: with words the best first, otherwise the latest published."""
        found = PublicVersion.objects.shown()
        if self.directorate:
            found = found.filter(payload__directorate=self.directorate)
        if self.characteristic:
            match = Q()
            for effect in FOUND:
                match |= Q(payload__impacts__contains=[{"key": self.characteristic, "effect": effect.value}])
            found = found.filter(match)
        if not self.words:
            return found.order_by("-made_at", "-pk")
        found = found.filter(
            Q(assessment__in=self.finding.assessments) | Q(assessment__reference__icontains=self.words)
        )
        best = self.finding.ranked(Assessment.objects.filter(public_versions__in=found))
        if not best:
            return found.order_by("-made_at", "-pk")
        places = (When(assessment=pk, then=Value(place)) for place, pk in enumerate(best[:100]))
        return found.order_by(Case(*places, default=Value(len(best))), "-made_at", "-pk")

    def hits(self, page: Iterable[PublicVersion]) -> dict[int, Hit]:
        """Titles and snippets of the page with what was found marked, by the id of the assessment."""
        return self.finding.shown([each.assessment_id for each in page]) if self.words else {}
