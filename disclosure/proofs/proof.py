"""A whole proof: its models with their worlds, tied to the releases whose numbers it is about."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from disclosure.policy import Policy
from disclosure.proofs.checking import flaws, flaws_against_insiders
from disclosure.proofs.models import Shown
from disclosure.proofs.seen import Seen, items_in, numbers_sha256
from disclosure.proofs.written import shown_as_json, shown_from_json
from disclosure.publication import Inconsistent, Number

VERSION = 1


@dataclass(frozen=True)
class Proof:
    """Other workforces for every sensitive number, and the models they are checked in. It holds true values: keep it private.

    `releases`: the fingerprints (`numbers_sha256`) of the numbers it is about, by the name of the release. Where there is
    one release only, its name may be empty. In models of several releases a number is named “July 2026: sex=Women”.
    `name` is that of the release to be proven; the others are those that readers had before.
    """

    shown: tuple[Shown, ...]
    releases: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    @property
    def witnesses(self) -> int:
        return sum(len(each.witnesses) for each in self.shown)

    @property
    def sensitive(self) -> set[str]:
        """The numbers that the proof answers for."""
        return {name for each in self.shown for name in each.model.needs}

    @property
    def seal(self) -> str:
        """The fingerprint of the whole proof."""
        written = json.dumps(self.as_json(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()

    def beside(self, other: "Proof") -> "Proof":
        """The same with the models and releases of another proof of this release."""
        return replace(
            self, shown=self.shown + other.shown, releases={**self.releases, **other.releases}, name=other.name
        )

    def flaws(
        self,
        seen: Mapping[str, Seen] | None = None,
        *,
        earlier: Mapping[str, Mapping[str, Seen]] | None = None,
        policy: Policy | None = None,
        sealed: str | None = None,
    ) -> list[str]:
        """What is wrong, in sentences; none for a good proof. Whole-number arithmetic only.

        `seen`: what a reader was shown, by number: a whole number, the least and the greatest, or None where it is hidden.
        The proof must be of these very numbers. `earlier`: the same for the releases before, by name; all that the proof
        names must be given. `policy`: what was promised; the proof must answer for every hidden count that it makes sensitive.
        `sealed`: the seal, kept apart from the proof: whoever leaves out a sum, so that less has to hold, breaks it.
        """
        said = ["The proof is not the one that was kept."] if sealed is not None and sealed != self.seal else []
        for each in self.shown:
            said += flaws(each.model.publication, each.witnesses, needs=each.model.needs)
            said += flaws_against_insiders(each)
        if seen is not None:
            said += self._flaws_of_release(self.name, seen)
            said += self._flaws_of_promise(seen, policy) if policy else []
        for name, numbers in (earlier or {}).items():
            said += self._flaws_of_release(name, numbers)
        if earlier is not None and (missing := set(self.releases) - {"", self.name, *earlier}):
            said.append(f"The numbers of “{min(missing)}” were not given, but the proof rests on them.")
        return said

    def _flaws_of_release(self, release: str, seen: Mapping[str, Seen]) -> list[str]:
        """Whether the proof is about these numbers, and takes each for what a reader takes it for."""
        said = []
        known = {
            self.releases[name] for name in {release, "" if release == self.name else release} & set(self.releases)
        }
        if known - {numbers_sha256(seen)} or (not known and self.releases):
            said.append(f"The proof is not of these numbers{f' of “{release}”' if release else ''}.")
        for name, value in seen.items():
            for number in self._models_of(name, release):
                if _contradicts(number, value):
                    said.append(f"“{name}” was shown as {_shown(value)}; the proof takes it for something else.")
                    break
        return said

    def _flaws_of_promise(self, seen: Mapping[str, Seen], policy: Policy) -> list[str]:
        """Whether every hidden number that is sensitive under the policy is among those the proof answers for."""
        said = []
        needs = {name: need for each in self.shown for name, need in each.model.needs.items()}
        for name in [name for name, value in seen.items() if value is None]:
            numbers = self._models_of(name, self.name)
            if not numbers:
                said.append(f"“{name}” is hidden, but is in no model of the proof.")
                continue
            attributes = [attribute for attribute, _code in items_in(name)]
            if policy.reason_for(int(numbers[0].value), attributes) is None:
                continue
            need = needs.get(name)
            if need is None or need.low > 0 or need.high < numbers[0].value:
                said.append(f"The proof does not answer for “{name}”, which is sensitive.")
        return said

    def _models_of(self, name: str, release: str) -> list[Number]:
        """A number of a release wherever the proof has it."""
        names = {f"{release}: {name}"} | ({name} if release == self.name else set())
        return [
            number
            for each in self.shown
            for name_there in sorted(names)
            if (number := each.model.publication.by_id.get(name_there))
        ]

    def as_json(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "name": self.name,
            "releases": dict(self.releases),
            "models": [shown_as_json(each) for each in self.shown],
        }

    @classmethod
    def from_json(cls, document: Any) -> "Proof":
        """Raises Inconsistent for anything but a proof, with the reason."""
        try:
            version = document["version"]
            if version != VERSION:
                raise Inconsistent(f"The proof is of version {version!r}. This software reads version {VERSION}.")
            releases = {str(name): str(each) for name, each in document["releases"].items()}
            return cls(tuple(shown_from_json(each) for each in document["models"]), releases, str(document["name"]))
        except Inconsistent:
            raise
        except (AttributeError, KeyError, IndexError, TypeError, ValueError, OverflowError) as error:
            raise Inconsistent(f"This is no proof that we can read: {type(error).__name__} at {error}.") from None


def _contradicts(number: Number, value: Seen) -> bool:
    """Whether a model lets a number move that readers know. One may give readers more than they have, and never less."""
    if value is None:
        return False
    if isinstance(value, int):
        return number.is_unknown or number.value != value
    low, high = (number.low, number.high) if number.is_unknown else (number.value, number.value)
    return low < value[0] or high > value[1]


def _shown(value: Seen) -> str:
    if value is None:
        return "hidden"
    return f"{value:,}" if isinstance(value, int) else f"{value[0]:,} to {value[1]:,}"
