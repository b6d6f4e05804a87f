"""The joint model of several editions: what a reader of all of them knows of the people behind them.

The world that the reader reasons about is the number of lines (`lines`) by path and answer. Every number of every edition
is a sum of them, and so is the number of those who came to a group, or left it, between two editions.

**Why an alternative found here is a real one.** How many lines follow each path is fixed at its true value, so the reader
is given more than anybody published: who worked where and when, who moved, and in which edition somebody answered anew.
An alternative exchanges answers among lines of the same path only. So every person is still where they were in each
edition, and gives in each edition one answer: two lines of one person never meet in an edition, and their answers may
differ or be the same. Answers of one characteristic bind those of another through nothing that is published but where
people are, which stays as it is; so characteristics are attacked one by one, and their alternatives can all be true at
once. Tables that cross two characteristics put both into one cluster (`disclosure.joint.clusters`).

People who come to a group are those whose line is there in the later edition and was not in the earlier one: they are new
in the body or moved or answered anew, and a reader is to learn of none of these.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from disclosure.joint import clusters
from disclosure.over_time.lines import Codes, Lines, finest, follow
from disclosure.over_time.verdict import Kind
from disclosure.policy import Policy
from disclosure.population import EVERYBODY, Items, name_of
from disclosure.publication import Inconsistent, Number, Publication, Status, Sum
from disclosure.releases import Edition, Seen, items_in
from disclosure.standards import Demand

# Between editions further apart than this, nobody is told apart by a change alone; see docs/decisions/0015.
SHORT = 330
MOST_LINES = 60_000
ANY_WIDTH = Demand(-np.inf, np.inf, is_any_width=True)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number of the model counts, for saying it: of whom, in which edition, since which other one."""

    kind: Kind
    edition: str
    number: str
    since: str = ""


@dataclass(frozen=True)
class Model:
    """One publication to attack, what its numbers must stand, and what they count."""

    publication: Publication
    needs: dict[str, Demand]
    subjects: dict[str, Subject]


def models(editions: Sequence[Edition], policy: Policy, where: Collection[str]) -> Iterator[Model]:
    """A model for each cluster of attributes that at least two editions show. Editions are in order, with their staff."""
    population = next(edition.staff for edition in reversed(editions) if edition.staff).population
    tables = list(dict.fromkeys(table for edition in editions for table in edition.tables))
    for cluster in clusters(population, tables):
        fixed = {name for names in cluster.separators for name in names} | set(where)
        posts = [name for name in cluster.attributes if name in fixed]
        answers = [name for name in cluster.attributes if name not in fixed]
        showing = [edition for edition in editions if _shows(edition, posts, answers)]
        if len(showing) > 1:
            yield _Building(showing, posts, answers, policy).model()


def _shows(edition: Edition, posts: Sequence[str], answers: Sequence[str]) -> bool:
    inside = set(posts) | set(answers)
    kinds = [{name for name, _code in items_in(number)} for number in edition.numbers]
    return any(kind <= inside and kind & set(answers) for kind in kinds)


class _Building:
    """One model, put together number by number."""

    def __init__(
        self, editions: Sequence[Edition], posts: Sequence[str], answers: Sequence[str], policy: Policy
    ) -> None:
        self.editions, self.posts, self.answers, self.policy = editions, posts, answers, policy
        self.lines: Lines = follow(editions, posts, answers)
        if (size := self.lines.counts.size) > MOST_LINES:
            raise Inconsistent(
                f"Between {editions[0].name} and {editions[-1].name} there are {size:,} kinds of people by "
                f"{', '.join([*posts, *answers])}; at most {MOST_LINES:,} can be attacked at once. Publish coarser lists."
            )
        self.numbers: dict[str, Number] = {}
        self.sums: list[Sum] = []
        self.needs: dict[str, Demand] = {}
        self.subjects: dict[str, Subject] = {}
        self.path_names = [_path_words(editions, path) for path in self.lines.paths]
        given = [_answer(answers, answer) for answer in self.lines.answers]
        self.line_names = [[f"{answer} among {path}" for answer in given] for path in self.path_names]
        self._known: dict[tuple[int, tuple[str, ...], Items], np.ndarray] = {}

    def model(self) -> Model:
        self._add_lines()
        for place in range(len(self.editions)):
            self._add_edition(place)
        for later in range(len(self.editions)):
            for earlier in range(later):
                self._add_changes(earlier, later)
        publication = Publication(tuple(self.numbers.values()), tuple(self.sums), self.policy.threshold)
        return Model(publication, self.needs, self.subjects)

    def _add_lines(self) -> None:
        for path, names, counts in zip(self.path_names, self.line_names, self.lines.counts.tolist(), strict=True):
            for name, count in zip(names, counts, strict=True):
                self.numbers[name] = Number(name, count, Status.HIDDEN, threshold=1)
            self._add_sum(Number(path, sum(counts)), names)

    def _add_edition(self, place: int) -> None:
        """What the edition shows, as sums of lines."""
        edition = self.editions[place]
        inside, shown = set(self.posts) | set(self.answers), {}
        for name, seen in edition.numbers.items():
            items = items_in(name)
            if {attribute for attribute, _code in items} <= inside:
                shown[name] = (items, seen)
        for name, (items, seen) in shown.items():
            kept = self._is_answered(items)
            paths, answers = self._paths_of(place, items), self._answers_of(place, items)
            value = int(self.lines.counts[np.ix_(paths, answers)].sum())
            number = _number(f"{edition.name}: {name}", value, seen)
            self._add_sum(number, self._names(paths, answers) if kept else self._path_names(paths))
            threshold = self.policy.threshold_for([attribute for attribute, _code in items])
            if kept and 0 < value < threshold and number.is_unknown:
                whole = [seen for seen in map(edition.numbers.get, _wholes(items)) if isinstance(seen, int)]
                high = float(max(value, min([threshold, *whole])))
                self.needs[number.id] = Demand(0.0, high) if seen is None else ANY_WIDTH
                self.subjects[number.id] = Subject(Kind.THERE, edition.name, name)

    def _add_changes(self, earlier: int, later: int) -> None:
        """Those who came to a printed group, or left it, between two editions, where they are few."""
        before, after = self.editions[earlier], self.editions[later]
        is_short = (after.day - before.day).days < SHORT
        for kind, here, there in ((Kind.CAME, later, earlier), (Kind.WENT, earlier, later)):
            edition = self.editions[here]
            for name in edition.numbers:
                items = items_in(name)
                if not self._is_personal(items):
                    continue
                paths = self._paths_of(here, items) & ~self._paths_of(there, items)
                answers = self._answers_of(here, items)
                value = int(self.lines.counts[np.ix_(paths, answers)].sum())
                if 0 < value < self.policy.threshold_for([attribute for attribute, _code in items]):
                    words = f"new since {before.name}" if kind is Kind.CAME else f"gone by {after.name}"
                    number = Number(f"{edition.name}, {words}: {name}", value, Status.HIDDEN, threshold=1)
                    self._add_sum(number, self._names(paths, answers))
                    self.needs[number.id] = Demand(0.0, float(value)) if is_short else ANY_WIDTH
                    self.subjects[number.id] = Subject(kind, after.name, name, before.name)

    def _add_sum(self, number: Number, parts: Sequence[str]) -> None:
        if not parts:
            number = replace(number, status=Status.PUBLISHED)
        self.numbers[number.id] = number
        if parts:
            self.sums.append(Sum(number.id, tuple(parts)))

    def _is_answered(self, items: Items) -> bool:
        return any(attribute in self.answers for attribute, _code in items)

    def _is_personal(self, items: Items) -> bool:
        """Whether a number is of people who gave an answer that is theirs to tell."""
        named = self.policy.answers
        return {attribute for attribute, _code in items} <= {*self.posts, *self.answers} and any(
            attribute in self.answers and (not named.get(attribute) or code in named[attribute])
            for attribute, code in items
            if not named or attribute in named
        )

    def _paths_of(self, place: int, items: Items) -> np.ndarray:
        """Which paths are at this place of work in an edition."""
        return self._among(place, self.posts, items, [path[place] for path in self.lines.paths])

    def _answers_of(self, place: int, items: Items) -> np.ndarray:
        return self._among(place, self.answers, items, self.lines.answers)

    def _among(self, place: int, names: Sequence[str], items: Items, codes: Sequence[Codes | None]) -> np.ndarray:
        """Which of these combinations of finest categories a number counts; True or False for each."""
        wanted = tuple(item for item in items if item[0] in names)
        key = (place, tuple(names), wanted)
        if key not in self._known:
            covered = self._covered(place, names, wanted)
            self._known[key] = np.array([_is_in(each, covered) for each in codes], dtype=bool)
        return self._known[key]

    def _covered(self, place: int, names: Sequence[str], items: Items) -> list[set[str] | None]:
        """For each attribute the finest categories that the number counts; None for all."""
        staff, wanted = self.editions[place].staff, dict(items)
        found: list[set[str] | None] = []
        for name in names:
            if name not in wanted or staff is None:
                found.append(None)
                continue
            dimension = staff.population.attribute(name)
            codes = finest(dimension)
            places = next((each.places for each in dimension.categories if each.code == wanted[name]), frozenset())
            found.append({codes[each] for each in places})
        return found

    def _names(self, paths: np.ndarray, answers: np.ndarray) -> list[str]:
        chosen = np.flatnonzero(answers)
        return [self.line_names[path][answer] for path in np.flatnonzero(paths) for answer in chosen]

    def _path_names(self, paths: np.ndarray) -> list[str]:
        return [self.path_names[path] for path in np.flatnonzero(paths)]


def _number(name: str, value: int, seen: Seen) -> Number:
    if seen is None:
        return Number(name, value, Status.SECONDARY, threshold=1)
    if isinstance(seen, tuple):
        return Number(name, value, Status.ROUNDED, float(seen[0]), float(seen[1]), threshold=1)
    if seen != value:
        raise Inconsistent(f"“{name}” was shown as {seen}, but the staff rows give {value}.")
    return Number(name, value)


def _is_in(codes: Codes | None, covered: Sequence[set[str] | None]) -> bool:
    return codes is not None and all(
        wanted is None or code in wanted for code, wanted in zip(codes, covered, strict=True)
    )


def _wholes(items: Items) -> list[str]:
    return [EVERYBODY, *(name_of((item,)) for item in items)]


def _answer(names: Sequence[str], codes: Codes) -> str:
    return name_of(tuple(zip(names, codes, strict=True)))


def _path_words(editions: Sequence[Edition], path: Sequence[Codes | None]) -> str:
    """“the people of Legal in July 2026 and October 2026”: those who were there in these editions and in no other."""
    stays: list[tuple[Codes, list[str]]] = []
    for edition, place in zip(editions, path, strict=True):
        if place is None:
            continue
        if stays and stays[-1][0] == place:
            stays[-1][1].append(edition.name)
        else:
            stays.append((place, [edition.name]))
    told = [
        f"{', '.join(place) + ' ' if place else ''}in {' and '.join([', '.join(names[:-1]), names[-1]] if names[1:] else names)}"
        for place, names in stays
    ]
    return "the people of " + ", then of ".join(told)
