"""The tables that an organisation publishes about its staff, and the rules under which it does."""

from collections.abc import Iterable, Mapping
from typing import Any

from disclosure import SENSITIVE_THRESHOLD, THRESHOLD
from disclosure.policy import Policy
from disclosure.population import Layout
from organisation.code_lists import CODE_LISTS, CodeList
from workforce.population import DECLARED, DIRECTORATE, group_key

# Answers that anybody can see of a colleague: that everybody in a directorate gave the same one tells nobody anything.
IN_PLAIN_SIGHT = ("sex", "age")


def main_answers(code_list: CodeList) -> list[str]:
    """The answers as a directorate shows them: the groups, or the answers themselves where there are none."""
    return [group_key(group) for group in code_list.groups] or [category.key for category in code_list.categories]


def layouts(*, by_directorate: Iterable[str] = tuple(CODE_LISTS)) -> list[Layout]:
    """Every branch of each characteristic for the whole body; and for each directorate its headcount, how many declared and
    the main answers, of the characteristics named."""
    whole_body = [Layout((key,)) for key in CODE_LISTS]
    directorates = [
        Layout((DIRECTORATE, key), {key: [DECLARED, *main_answers(CODE_LISTS[key])]}) for key in by_directorate
    ]
    return [Layout((DIRECTORATE,)), *whole_body, *directorates]


def usual_policy() -> Policy:
    """What is hidden where the organisation has not said otherwise."""
    return Policy(
        threshold=THRESHOLD,
        thresholds={key: SENSITIVE_THRESHOLD for key, code_list in CODE_LISTS.items() if code_list.is_sensitive},
        answers={
            key: [*map(group_key, code_list.groups), *(category.key for category in code_list.categories)]
            for key, code_list in CODE_LISTS.items()
            if key not in IN_PLAIN_SIGHT
        },
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
