"""What a file changes of the actions that are here already."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from actionplans.models import Action, SourceRow
from actionplans.rules.leads import same_name
from actionplans.rules.rows import DOUBTFUL, NOTED, Draft
from actionplans.services.reading import Directory
from organisation.models import Characteristic

# What a file says about an action, by our names for its parts; the text fields stand on the action itself.
TEXTS = {"action": "description", "impact": "impact", "indicator": "indicator", "later_years": "later_years"}
COMPARED = (*TEXTS, "deadline", "lead", "outcome", "directorate", "characteristics", "status")
CHARACTERISTIC_WORDS = {
    "faith": "religion_belief",
    "religion": "religion_belief",
    "ethnicity": "race",
    "race equality": "race",
    "sexuality": "sexual_orientation",
    "disabled people": "disability",
    "pregnancy": "pregnancy_maternity",
    "maternity": "pregnancy_maternity",
    "marriage": "marriage_civil_partnership",
    "civil partnership": "marriage_civil_partnership",
}


@dataclass
class Change:
    """An action that the file changes: which parts, from what to what."""

    action: Action
    draft: Draft
    parts: list[tuple[str, str, str]]


class Comparison:
    """The actions of a volume, by plan and reference and by their words, against the drafts of a file."""

    def __init__(self, title: str) -> None:
        self.created: list[Draft] = []
        self.updated: list[Change] = []
        self.unchanged: list[Draft] = []
        self.gone: list[Action] = []
        self.known: dict[str, dict[str, Action]] = defaultdict(dict)
        self.by_words: dict[str, dict[str, Action]] = defaultdict(dict)
        actions = Action.objects.filter(plan__title=title).select_related("plan", "outcome", "unit")
        for action in actions.prefetch_related("characteristics"):
            self.known[action.plan.strand.casefold()][action.reference.casefold()] = action
            self.by_words[action.plan.strand.casefold()].setdefault(same_name(action.description), action)
        sources = SourceRow.objects.filter(action__plan__title=title).order_by("action_id", "-pk").distinct("action_id")
        self.last_fields = dict(sources.values_list("action_id", "fields")) if self.known else {}
        self.references: dict[str, References] = defaultdict(References)

    def compare(self, drafts: list[Draft]) -> None:
        self._question_names(drafts)
        for draft in drafts:
            self.references[draft.plan.casefold()].use(draft.reference)
        for strand, actions in self.known.items():
            for reference in actions:
                self.references[strand].use(reference)
        matched: set[int] = set()
        for draft in drafts:
            action = self._match(draft, matched)
            if action is None:
                self.created.append(draft)
                continue
            matched.add(action.pk)
            if parts := differences(action, draft, self.last_fields.get(action.pk)):
                self.updated.append(Change(action, draft, parts))
            else:
                self.unchanged.append(draft)
        self.gone = [
            action
            for strand in {draft.plan.casefold(): None for draft in drafts}
            for action in self.known[strand].values()
            if action.pk not in matched and action.pk in self.last_fields and action.is_open
        ]

    def _match(self, draft: Draft, matched: set[int]) -> Action | None:
        """The action of the draft's plan and reference or, where it has no reference, of its words."""
        strand = draft.plan.casefold()
        if draft.reference:
            return self.known[strand].get(draft.reference.casefold())
        match = self.by_words[strand].get(same_name(draft.action)) if self.by_words[strand] else None
        if match is not None and match.pk in matched:
            match = None
        if match is not None:
            draft.reference = match.reference
        else:
            draft.reference = self.references[strand].next()
            draft.flag("reference", _("The row has no reference; it becomes %s.") % draft.reference, NOTED)
        return match

    def _question_names(self, drafts: Iterable[Draft]) -> None:
        """Directorates and characteristics that nobody here knows by these names."""
        named = [draft for draft in drafts if draft.directorate or draft.characteristics]
        if not named:
            return
        directory, characteristics = Directory.today(), known_characteristics()
        for draft in named:
            if draft.directorate and directory.unit(draft.directorate) is None:
                sentence = _("“%s” is not a directorate or service we know.") % draft.directorate
                draft.flag("directorate", sentence, DOUBTFUL)
            for words in words_of(draft.characteristics):
                if same_name(words) not in characteristics:
                    draft.flag("characteristics", _("“%s” is not a characteristic we know.") % words, DOUBTFUL)


class References:
    """The references of a plan, and the next whole number that none of them has."""

    def __init__(self) -> None:
        self.highest = 0

    def use(self, reference: str) -> None:
        if reference.isdecimal():
            self.highest = max(self.highest, int(reference))

    def next(self) -> str:
        self.highest += 1
        return str(self.highest)


def differences(action: Action, draft: Draft, last: dict[str, str] | None) -> list[tuple[str, str, str]]:
    """What the file changes, by comparison with the file before it; with the action itself where there was none.

    A part that was changed here and not in the file stays as it is here.
    """
    here = as_fields(action)
    parts = []
    for name in COMPARED:
        new = getattr(draft, name)
        old = last.get(name, "") if last is not None else here[name]
        if new == old or new == here[name]:
            continue
        if name == "status":
            draft.flag("status", _("The file now says “%s”. If it has changed, record an update.") % new, DOUBTFUL)
            continue
        if last is not None and here[name] != old:
            draft.flag(name, _("This was also changed here; the file replaces “%s”.") % here[name], DOUBTFUL)
        parts.append((name, here[name], new))
    return parts


def as_fields(action: Action) -> dict[str, str]:
    return {name: getattr(action, attribute) for name, attribute in TEXTS.items()} | {
        "deadline": action.deadline_text,
        "lead": action.leads_text,
        "outcome": action.outcome.text if action.outcome else "",
        "directorate": action.unit.name if action.unit else "",
        "characteristics": ", ".join(characteristic.name for characteristic in action.characteristics.all()),
        "status": "",
    }


def known_characteristics() -> dict[str, Characteristic]:
    by_key = {characteristic.key: characteristic for characteristic in Characteristic.objects.all()}
    return {same_name(characteristic.name): characteristic for characteristic in by_key.values()} | {
        words: by_key[key] for words, key in CHARACTERISTIC_WORDS.items() if key in by_key
    }


def words_of(text: str) -> list[str]:
    """The parts of a cell that holds several, separated by commas, semicolons, slashes or new lines."""
    return [part.strip() for part in re.split(r"[,;/\n]", text) if part.strip()]
