"""A release beside everything that left before it: what readers of all of them would learn, and what could leave instead."""

from typing import Any

from disclosure.over_time import Verdict, judge, prove_over_time, ways_out
from disclosure.population import cells
from disclosure.proofs import Proof
from disclosure.releases import Edition, Staff
from workforce.models import Release
from workforce.outputs import layouts_from_json, policy_from_json
from workforce.population import People, staff_of
from workforce.proving import seen


def edition_of(release: Release, people: People | None) -> Edition:
    """A release as the judgement knows it; without people where their rows are gone."""
    staff = Staff(people.population, people.people) if people else None
    return Edition(release.name, release.snapshot.as_at, seen(release.numbers), staff)


def editions_known(release: Release) -> list[Edition]:
    """Everything of this employer that readers have, withdrawn or not, the earliest first."""
    known = (
        Release.objects.known()
        .of_employer(release.snapshot.employer_id)
        .exclude(pk=release.pk)
        .select_related("snapshot")
        .order_by("snapshot__as_at", "pk")
    )
    return [edition_of(each, _people_behind(each)) for each in known]


def _people_behind(release: Release) -> People | None:
    """The people of an earlier release, where their rows are here and still give the numbers that left.

    They no longer do where the structure has changed since, such as a service that went to another directorate; readers
    then know what they were told, and are judged by that alone.
    """
    if not release.snapshot.has_staff_records:
        return None
    people = staff_of(release.snapshot)
    return people if agrees(release, people) else None


def agrees(release: Release, people: People) -> bool:
    """Whether these people are those that the numbers were counted from."""
    try:
        found = cells(people.population, layouts_from_json(release.layouts))
    except ValueError:
        return False
    return all(
        name in found and (each is None or _fits(found[name].value, each)) for name, each in release.numbers.items()
    )


def _fits(value: int, shown: Any) -> bool:
    return value == shown if isinstance(shown, int) else shown[0] <= value <= shown[1]


def judge_release(release: Release, people: People, *, seconds: float) -> Verdict:
    """What the release would add to what readers know. Raises Unfinished."""
    return judge(
        edition_of(release, people),
        editions_known(release),
        policy=policy_from_json(release.policy),
        seconds=seconds,
        in_words=10,
    )


def prove_beside(release: Release, people: People, *, seconds: float) -> Proof:
    """Other workforces for what the release tells together with earlier ones. Raises Exposed and Unfinished."""
    policy = policy_from_json(release.policy)
    return prove_over_time(edition_of(release, people), editions_known(release), policy=policy, seconds=seconds)


def find_ways_out(release: Release, people: People, *, seconds: float) -> list[dict[str, Any]]:
    """What could leave instead, each judged before it is offered, with the numbers as they would leave."""
    found = ways_out(
        edition_of(release, people),
        editions_known(release),
        policy=policy_from_json(release.policy),
        seconds=seconds,
    )
    return [
        {
            "way": str(way.way),
            "loss": round(way.loss, 4),
            "hides": list(way.hides),
            "base": way.base,
            "until": way.until.isoformat() if way.until else None,
            "numbers": {name: list(each) if isinstance(each, tuple) else each for name, each in way.numbers.items()},
        }
        for way in found
    ]


def verdict_as_json(verdict: Verdict) -> dict[str, Any]:
    """For keeping: which counts, and by which numbers; no value that was not published."""
    return {
        "judged": verdict.judged,
        "unlinked": list(verdict.unlinked),
        "leaks": [
            {
                "kind": str(leak.kind),
                "edition": leak.edition,
                "number": leak.number,
                "since": leak.since,
                "learnt": str(leak.learnt),
                "terms": [[float(term.times), term.name] for term in leak.attack.terms] if leak.attack else [],
            }
            for leak in verdict.leaks
        ],
    }
