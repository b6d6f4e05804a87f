"""What the public may ask of the register of published EqIAs. Only what was published is searched, never the working copy."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict

from eqia.choices import Effect
from eqia.models import Assessment
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
        published = Assessment.objects.published()
        names = published.order_by("published_version__payload__directorate").values_list(
            "published_version__payload__directorate", flat=True
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

    def results(self) -> "QuerySet[Assessment]":
        """Published assessments that match, the latest published first."""
        found = Assessment.objects.published().select_related("published_version")
        for word in self.words.split():
            found = found.filter(
                Q(reference__icontains=word)
                | Q(published_version__payload__title__icontains=word)
                | Q(published_version__payload__service__icontains=word)
            )
        if self.directorate:
            found = found.filter(published_version__payload__directorate=self.directorate)
        if self.characteristic:
            match = Q()
            for effect in FOUND:
                card = [{"key": self.characteristic, "effect": effect.value}]
                match |= Q(published_version__payload__impacts__contains=card)
            found = found.filter(match)
        return found.order_by("-published_on", "-pk")
