"""A release as its pages show it: a row of the ledger, and everything on the page of one."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from disclosure.releases import items_in
from organisation.models import Organisation
from toolkit.tags import Tag
from workforce.choices import Origin, ReleaseState
from workforce.models import ProofCheck, Release
from workforce.wording import LeakWords, WayWords, leak_words, number_words, reason_words, table_words, way_words

TAGS = {
    ReleaseState.PROPOSED: Tag(ReleaseState.PROPOSED.label, "blue", "ring"),
    ReleaseState.PROVEN: Tag(ReleaseState.PROVEN.label, "turquoise", "disc"),
    ReleaseState.REFUSED: Tag(ReleaseState.REFUSED.label, "red", "cross"),
    ReleaseState.RELEASED: Tag(ReleaseState.RELEASED.label, "green", "tick"),
    ReleaseState.WITHDRAWN: Tag(ReleaseState.WITHDRAWN.label, "orange", "bar"),
    ReleaseState.DISCARDED: Tag(ReleaseState.DISCARDED.label, "grey", "bar"),
}
BEING_PROVED = Tag(gettext_lazy("Being proved"), "yellow", "half")
LEAKS_SHOWN = 10
HAPPENED = {
    "pass_proof": gettext_lazy("The proof was found and checked"),
    "refuse": gettext_lazy("Refused"),
    "release": gettext_lazy("Released"),
    "withdraw": gettext_lazy("Withdrawn"),
    "discard": gettext_lazy("Set aside"),
}


def tag_of(release: Release) -> Tag:
    return TAGS[ReleaseState(release.state)]


def place_of(release: Release, body: str) -> str:
    return str(release.snapshot.employer or body)


@dataclass(frozen=True)
class Listed:
    release: Release
    tag: Tag


@dataclass(frozen=True)
class Row:
    """One release in the ledger. `check` is the last check of its proof."""

    release: Release
    tag: Tag
    place: str
    check: ProofCheck | None
    has_proof: bool
    uses: list[str] = field(default_factory=list)

    @property
    def proof_words(self) -> str:
        if self.check is None:
            return _("No proof yet") if self.release.state == ReleaseState.PROPOSED else _("None")
        day = date_format(localtime(self.check.at), "j F Y")
        if not self.check.is_sound:
            return _("Does not hold: checked %(day)s, version %(version)s") % {
                "day": day,
                "version": self.check.version,
            }
        words = _("Holds: checked %(day)s, version %(version)s") % {"day": day, "version": self.check.version}
        return words if self.has_proof else _("%s. Since removed with the staff records") % words

    def headings(self) -> list[str]:
        return [
            _("Staff as at"),
            _("Version"),
            _("Staff of"),
            _("State"),
            _("Numbers shown"),
            _("Numbers hidden"),
            _("Proposed by"),
            _("Released on"),
            _("Proof"),
            _("Used in"),
            _("SHA-256 of the numbers"),
        ]

    def cells(self) -> list[Any]:
        release = self.release
        return [
            release.snapshot.as_at.isoformat(),
            release.number,
            self.place,
            str(release.get_state_display()),
            release.shown,
            release.hidden,
            str(release.proposed_by),
            localtime(release.released_at).date().isoformat() if release.released_at else "",
            self.proof_words,
            "; ".join(self.uses),
            release.sha256,
        ]


def rows_of(releases: Iterable[Release]) -> list[Row]:
    """Rows of the ledger; the body's own name is asked for once."""
    body = Organisation.the().name
    return [_row(each, body) for each in releases]


def _row(release: Release, body: str) -> Row:
    checks = list(release.checks.all())
    return Row(
        release,
        tag_of(release),
        place_of(release, body),
        checks[0] if checks else None,
        hasattr(release, "proof"),
        uses_of(release),
    )


def uses_of(release: Release) -> list[str]:
    """Where a release left: the rooms above keep this, and are asked through what they hang on a release."""
    uses: Any = release.uses  # type: ignore[attr-defined]  # hung there by a room above
    return [str(use.edition_version or use.pack_version) for use in uses.all()]


@dataclass(frozen=True)
class TableRow:
    words: str
    shown: int
    hidden: int

    @property
    def share(self) -> str:
        share = 100 * self.hidden / max(1, self.shown + self.hidden)
        return _("less than 1%") if 0 < share < 1 else f"{share:.0f}%"


@dataclass(frozen=True)
class Comparison:
    """This release beside the figures of the day before it that readers have."""

    before: Release
    headcount: str
    headcount_before: str
    newly_hidden: list[str]
    newly_shown: list[str]


@dataclass(frozen=True)
class Happening:
    what: str
    at: Any
    by: Any
    reason: str = ""


@dataclass(frozen=True)
class Page:
    tag: Tag
    place: str
    figures: list[dict[str, Any]]
    tables: list[TableRow]
    reasons: list[str]
    left_out: list[str]
    too_few: bool
    comparison: Comparison | None
    leaks: list[LeakWords]
    more_leaks: int
    unlinked: list[str]
    ways: list[WayWords]
    checks: list[ProofCheck]
    has_proof: bool
    happened: list[Happening]
    uses: list[str]
    may_act: bool
    is_being_proved: bool
    failed: list[str]
    can_propose: bool
    loss_words: str


def page_of(release: Release, person: Any) -> Page:
    """Everything on the page of one release.

    Reasons for hiding are for those who may release. So is what a refused one would reveal: it says that somebody is
    there, and by which numbers that never left.
    """
    may_act = person.has_perm("workforce.release_figures")
    known = _known_by_name(release)
    all_leaks = release.verdict.get("leaks", [])
    leaks = all_leaks[:LEAKS_SHOWN] if may_act else []
    checks = list(release.checks.select_related("by").order_by("-at", "-pk"))
    summary = release.summary if may_act else {}
    failed = release.job.problems if may_act and release.job and release.job.state == "failed" else []
    return Page(
        tag=BEING_PROVED if release.is_being_proved and release.state == ReleaseState.PROPOSED else tag_of(release),
        place=place_of(release, Organisation.the().name),
        figures=_key_figures(release),
        tables=_tables(release.numbers),
        reasons=[reason_words(reason, count, release.policy) for reason, count in summary.get("reasons", {}).items()],
        left_out=[table_words(names) for names in summary.get("left_out", [])],
        too_few=not release.numbers,
        comparison=_comparison(release, known) if may_act or release.has_left else None,
        leaks=[leak_words(leak, release.labels, _numbers_of(known, release)) for leak in leaks],
        more_leaks=len(all_leaks) - len(leaks),
        unlinked=release.verdict.get("unlinked", []),
        ways=[way_words(place, way, release.labels) for place, way in enumerate(release.ways_out)] if may_act else [],
        checks=checks,
        has_proof=bool(checks) and _has_proof(release),
        happened=_happened(release),
        uses=uses_of(release),
        may_act=may_act,
        is_being_proved=may_act and release.is_being_proved,
        failed=failed if release.state in (ReleaseState.PROPOSED, ReleaseState.REFUSED, ReleaseState.PROVEN) else [],
        can_propose=may_act and release.snapshot.has_staff_records,
        loss_words=_loss_words(release),
    )


def _has_proof(release: Release) -> bool:
    return type(release).objects.filter(pk=release.pk, proof__isnull=False).exists()


def _known_by_name(release: Release) -> list[Release]:
    """What readers have beside it: everything of this employer that was released, withdrawn or not."""
    known = Release.objects.known().of_employer(release.snapshot.employer_id).exclude(pk=release.pk)
    return list(known.select_related("snapshot").order_by("-snapshot__as_at", "-pk"))


def _numbers_of(known: Sequence[Release], release: Release) -> dict[str, Mapping[str, Any]]:
    return {each.name: each.numbers for each in (*known, release)}


def _key_figures(release: Release) -> list[dict[str, Any]]:
    every = release.shown + release.hidden
    share = 100 * release.hidden / every if every else 0
    return [
        {"value": f"{release.shown:,}", "words": ngettext("number shown", "numbers shown", release.shown)},
        {"value": f"{release.hidden:,}", "words": ngettext("number hidden", "numbers hidden", release.hidden)},
        {"value": f"{share:.1f}%", "words": _("of all numbers are hidden")},
    ]


def _tables(numbers: Mapping[str, Any]) -> list[TableRow]:
    shown: Counter[tuple[str, ...]] = Counter()
    hidden: Counter[tuple[str, ...]] = Counter()
    for name, seen in numbers.items():
        attributes = tuple(attribute for attribute, _code in items_in(name))
        (hidden if seen is None else shown)[attributes] += 1
    order = dict.fromkeys(tuple(attribute for attribute, _code in items_in(name)) for name in numbers)
    return [
        TableRow(table_words(attributes), shown[attributes], hidden[attributes])
        for attributes in sorted(order, key=len)
        if attributes
    ]


def _comparison(release: Release, known: Sequence[Release]) -> Comparison | None:
    before = next((each for each in known if each.snapshot.as_at <= release.snapshot.as_at), None)
    if before is None:
        return None
    both = [name for name in release.numbers if name in before.numbers]

    def told(names: list[str]) -> list[str]:
        return [number_words(release.labels, name) for name in names]

    return Comparison(
        before,
        _shown(release.numbers.get("everybody")),
        _shown(before.numbers.get("everybody")),
        told([name for name in both if release.numbers[name] is None and before.numbers[name] is not None]),
        told([name for name in both if release.numbers[name] is not None and before.numbers[name] is None]),
    )


def _shown(seen: Any) -> str:
    return f"{seen:,}" if isinstance(seen, int) else "[c]"


def _loss_words(release: Release) -> str:
    if release.loss <= 0:
        return _("Nothing besides the small counts had to be hidden.")
    if release.origin in (Origin.HIDE, Origin.WHOLE_BODY, Origin.ROUND) and release.instead_of_id:
        return ""
    if release.loss - release.lower_bound <= 1e-6 * release.loss:
        return _("No other choice of what to hide loses less: this is proven.")
    if release.lower_bound > 0:
        gap = 100 * (release.loss - release.lower_bound) / release.loss
        return _("At most %s of what is lost could be spared by another choice of what to hide.") % f"{gap:.0f}%"
    return _("What is hidden besides was chosen quickly. Another choice might lose less.")


def _happened(release: Release) -> list[Happening]:
    """The newest first."""
    found = [
        Happening(str(HAPPENED[move.transition]), move.at, move.by, move.reason)
        for move in release.moves.select_related("by")
    ]
    found.append(
        Happening(
            _("Proposed: %s") % str(release.get_origin_display()).lower(), release.proposed_at, release.proposed_by
        )
    )
    return sorted(found, key=lambda each: each.at, reverse=True)
