"""What the public may ask of the register of published EqIAs. Only public versions are searched, never what they hide."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import QueryDict

from eqia.choices import Effect
from eqia.models import PublicVersion
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

    def results(self) -> "QuerySet[PublicVersion]":
        """Public versions that match, the latest published first."""
        found = PublicVersion.objects.shown()
        for word in self.words.split():
            found = found.filter(
                Q(assessment__reference__icontains=word)
                | Q(payload__title__icontains=word)
                | Q(payload__service__icontains=word)
            )
        if self.directorate:
            found = found.filter(payload__directorate=self.directorate)
        if self.characteristic:
            match = Q()
            for effect in FOUND:
                match |= Q(payload__impacts__contains=[{"key": self.characteristic, "effect": effect.value}])
            found = found.filter(match)
        return found.order_by("-made_at", "-pk")
