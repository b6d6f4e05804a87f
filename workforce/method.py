"""How figures about staff are protected, in plain words and with the figures of an actual release.

Written for a member of the public. It says how much was hidden, and not how many of the hidden numbers are small, nor what
the loss was to the digit: both would tell a careful reader something about the hidden numbers themselves.
"""

import datetime
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disclosure import HIDDEN

COMMAND = "python -m disclosure verify FILE"


@dataclass(frozen=True)
class Facts:
    """What is said of one release. Days are ISO texts.

    `higher`: names of questions whose counts are hidden below another threshold. `gap`: by what share of its loss the choice
    of what to hide could at most be improved; 0 is the proven optimum. `earlier`: the days of the other releases that
    were attacked with it. `release`: its number in the ledger; 0 for figures that are not of a release.
    """

    release: int
    name: str
    as_at: str
    released_on: str
    sha256: str
    numbers: int
    hidden: int
    threshold: int
    higher: Mapping[str, int] = field(default_factory=dict)
    smallest_base: int = 20
    gap: float = 0.0
    earlier: tuple[str, ...] = ()

    @property
    def as_at_day(self) -> datetime.date:
        return datetime.date.fromisoformat(self.as_at)

    @property
    def released_day(self) -> datetime.date | None:
        return datetime.date.fromisoformat(self.released_on) if self.released_on else None

    @property
    def share_hidden(self) -> str:
        return f"{100 * self.hidden / self.numbers:.1f}%" if self.numbers else "0%"


@dataclass(frozen=True)
class Passage:
    """A heading with its paragraphs and points, in this order."""

    key: str
    heading: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


def method(facts: Facts | None) -> list[Passage]:
    """The whole explanation; without a release what holds for every release."""
    return [_what(facts), _how_much(facts), _proof(facts), _limits(), _checking(facts)]


def _what(facts: Facts | None) -> Passage:
    points = [_small(facts), *_higher(facts)]
    points += [
        _("A share of fewer than %(base)s people: it says little, and gives the count back.")
        % {"base": facts.smallest_base if facts else 20},
        _(
            "An answer that everybody in a row gave, or everybody but one: it would tell what each of them answered. Sex and "
            "age are left out of this rule, because colleagues can see them."
        ),
        _("Some larger numbers: with the totals beside them, they would give a small one back by subtraction."),
    ]
    return Passage(
        "what",
        _("What we hide, and why"),
        (
            _(
                "Staff tell us about themselves in confidence. A table could break it: if it showed one person of a religion "
                "in a small team, colleagues would know who that is and what else the tables say about them. So we hide:"
            ),
        ),
        tuple(points),
        (
            _(
                "Every hidden number is shown as %(sign)s. There is one sign for all of them, so that nobody can tell a small "
                "number from a larger one that protects it. It never stands for nobody: where there is truly nobody, we "
                "show 0."
            )
            % {"sign": HIDDEN},
        ),
    )


def _small(facts: Facts | None) -> str:
    return _("Every count of 1 to %(most)s people.") % {"most": (facts.threshold if facts else 5) - 1}


def _higher(facts: Facts | None) -> list[str]:
    by_threshold: dict[int, list[str]] = {}
    for name, threshold in (facts.higher if facts else {}).items():
        by_threshold.setdefault(threshold, []).append(name[:1].lower() + name[1:])
    return [
        _("Every count of 1 to %(most)s people by %(names)s, which are more private.")
        % {"most": threshold - 1, "names": _listed(names)}
        for threshold, names in sorted(by_threshold.items())
    ]


def _how_much(facts: Facts | None) -> Passage:
    heading = _("How much is hidden")
    if facts is None:
        return Passage("how-much", heading, (_("No figures about staff are released at the moment."),))
    return Passage(
        "how-much",
        heading,
        (
            _("Of the %(numbers)s numbers in these tables, %(hidden)s are hidden: %(share)s.")
            % {"numbers": f"{facts.numbers:,}", "hidden": f"{facts.hidden:,}", "share": facts.share_hidden}
            + " "
            + _loss(facts.gap),
            _(
                "The totals for the whole organisation, and for each directorate and grade, stay in sight wherever that gives "
                "nothing away. Where a table would be little but signs, we leave it out and say so."
            ),
        ),
    )


def _loss(gap: float) -> str:
    if gap >= 1:
        return _(
            "A computer looked for the choice that loses the least information; it is not proven that none loses less."
        )
    if gap < 1e-6:
        return _("Hiding fewer, or smaller ones, would not have been enough: that is proven.")
    return _(
        "The choice loses at most %(gap)s%% more information than the least that would have been enough; a computer looked for "
        "the best within a set time."
    ) % {"gap": math.ceil(100 * gap / (1 - gap))}


def _proof(facts: Facts | None) -> Passage:
    known = _("all the tables at once")
    if facts and facts.earlier:
        known = ngettext(
            "all the tables at once, together with the one other set of figures that we have ever released",
            "all the tables at once, together with the other %(count)d sets of figures that we have ever released",
            len(facts.earlier),
        ) % {"count": len(facts.earlier)}
    return Passage(
        "proof",
        _("What is proved"),
        (
            _(
                "Before the figures left the few people who work with staff records, they were attacked as somebody would who "
                "wants to know: with %(known)s. Figures that we have withdrawn count as known, because somebody has read them."
            )
            % {"known": known},
            _(
                "For every small number that is hidden, we then made two other workforces that agree with every number shown. "
                "In one of them nobody is there. In the other there are at least as many people as we would show, or as many as "
                "a total beside them allows. Both could be the real one. So nobody who knows only our figures can tell that there is such a person, or how few."
            ),
            _("If the attack finds anything, or does not finish, nothing is released."),
        ),
    )


def _limits() -> Passage:
    return Passage(
        "limits",
        _("What is not proved"),
        (_("The proof is about our own figures. It does not cover:"),),
        (
            _("what somebody already knows about a colleague, a friend or themselves and a friend together"),
            _("figures about the same people that others publish"),
            _("how likely something is: the proof says that two answers are possible, not that they are equally so"),
            _("what might be guessed from which numbers were chosen to be hidden"),
            _("figures other than those about our staff, which are protected table by table"),
        ),
    )


def _checking(facts: Facts | None) -> Passage:
    paragraphs = []
    if facts is not None:
        paragraphs.append(
            _(
                "The released numbers have a fingerprint (SHA-256), which stands in every report that uses them. If one number "
                "were changed, so would be the fingerprint."
            )
        )
    paragraphs += [
        _(
            "The proof holds the true counts, so it cannot be published. We show it to auditors and regulators who may see "
            "them. They check it with the command %(command)s. It adds up whole numbers, needs no other program and takes less "
            "than a second."
        )
        % {"command": COMMAND},
        _("The program is open for everybody to read, so you can see for yourself what is checked."),
    ]
    return Passage("checking", _("How this can be checked"), tuple(paragraphs))


def _listed(names: list[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
