"""The tables that an organisation publishes about its staff, and the rules under which it does."""

from collections.abc import Iterable, Mapping
from typing import Any

from disclosure import SENSITIVE_THRESHOLD, THRESHOLD
from disclosure.policy import Policy
from disclosure.population import Layout, Population
from organisation.code_lists import CODE_LISTS, CodeList
from workforce.models import Protection
from workforce.population import DECLARED, DIRECTORATE, GRADE, HOURS, group_key

# Answers that anybody can see of a colleague: that everybody in a directorate gave the same one tells nobody anything.
IN_PLAIN_SIGHT = ("sex", "age")

Crossed = tuple[str, ...]  # the attributes of one table, in the order in which a number names them


def main_answers(code_list: CodeList) -> list[str]:
    """The answers as a directorate shows them: the groups, or the answers themselves where there are none."""
    return [group_key(group) for group in code_list.groups] or [category.key for category in code_list.categories]


def crossed(population: Population) -> list[Crossed]:
    """The tables that cross something, the dearest to readers first: directorates and grades each by every question, then
    directorates, grades, hours and sex among themselves. An attribute that tells nobody apart is not crossed."""
    tells = {name for name in (GRADE, HOURS) if tells_apart(population, name)} | {DIRECTORATE}
    wanted: list[Crossed] = [(by, key) for by in (DIRECTORATE, GRADE) for key in CODE_LISTS]
    wanted += [(DIRECTORATE, GRADE), (DIRECTORATE, HOURS), (HOURS, "sex"), (GRADE, HOURS, "sex")]
    return [names for names in wanted if {DIRECTORATE, GRADE, HOURS} & set(names) <= tells]


def tells_apart(population: Population, name: str) -> bool:
    """Whether anything is recorded in it, and not the same of everybody."""
    is_known = any(attribute.name == name for attribute in population.attributes)
    return is_known and int((population.counts([name]) > 0).sum()) > 1


def layouts(crossings: Iterable[Crossed]) -> list[Layout]:
    """Every branch of each characteristic for the whole body, and these crossings of it.

    A directorate or grade shows how many declared and the main answers, five ethnic groups and not nineteen; crossed with
    grade or hours, only the sexes themselves.
    """
    crossings = list(crossings)
    alone = {name for names in crossings for name in names if name in (GRADE, HOURS)}
    whole_body = [Layout((name,)) for name in (DIRECTORATE, GRADE, HOURS) if name == DIRECTORATE or name in alone]
    return [*whole_body, *(Layout((key,)) for key in CODE_LISTS), *map(_layout, crossings)]


def _layout(names: Crossed) -> Layout:
    answers = {key: main_answers(CODE_LISTS[key]) for key in names if key in CODE_LISTS}
    if HOURS not in names:
        answers = {key: [DECLARED, *codes] for key, codes in answers.items()}
    return Layout(names, answers)


def policy_for(
    *, threshold: int = THRESHOLD, sensitive_threshold: int = SENSITIVE_THRESHOLD, shows_zeros: bool = True
) -> Policy:
    """What is hidden, in the terms of `disclosure`."""
    return Policy(
        threshold=threshold,
        thresholds={key: sensitive_threshold for key, code_list in CODE_LISTS.items() if code_list.is_sensitive},
        shows_zeros=shows_zeros,
        answers={
            key: [*map(group_key, code_list.groups), *(category.key for category in code_list.categories)]
            for key, code_list in CODE_LISTS.items()
            if key not in IN_PLAIN_SIGHT
        },
    )


def usual_policy() -> Policy:
    """What is hidden where the organisation has not said otherwise."""
    return policy_for()


def policy_of(rules: Protection) -> Policy:
    """What the body has decided to hide."""
    return policy_for(
        threshold=rules.threshold, sensitive_threshold=rules.sensitive_threshold, shows_zeros=rules.shows_zeros
    )


def layouts_as_json(found: Iterable[Layout]) -> list[dict[str, Any]]:
    return [
        {"attributes": list(each.attributes), "prints": {name: list(codes) for name, codes in each.prints.items()}}
        for each in found
    ]


def layouts_from_json(stored: Iterable[Mapping[str, Any]]) -> list[Layout]:
    return [Layout(tuple(each["attributes"]), each["prints"]) for each in stored]


def policy_as_json(policy: Policy) -> dict[str, Any]:
    return {
        "threshold": policy.threshold,
        "thresholds": dict(policy.thresholds),
        "shows_zeros": policy.shows_zeros,
        "smallest_base": policy.smallest_base,
        "hides_group_disclosure": policy.hides_group_disclosure,
        "answers": {name: list(codes) for name, codes in policy.answers.items()},
        "coalition": policy.coalition,
        "most_hidden": policy.most_hidden,
    }


def policy_from_json(stored: Mapping[str, Any]) -> Policy:
    return Policy(**stored)
