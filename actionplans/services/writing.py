"""Writing what an import has prepared, in few statements however many rows there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from actionplans.choices import Status
from actionplans.models import (
    Action,
    ActionCharacteristic,
    ActionImport,
    DeadlineChange,
    Lead,
    Plan,
    PriorityOutcome,
    SourceRow,
)
from actionplans.rules.leads import same_name
from actionplans.rules.rows import Draft
from actionplans.services.comparing import COMPARED, TEXTS, Change, known_characteristics, words_of
from actionplans.services.preparing import Preparation
from actionplans.services.reading import Directory, set_deadline
from organisation.models import Characteristic, Unit
from toolkit.bulk import NewRows, copy_in

# An action's key and what the file says of it.
Pair = tuple[int, Draft]


class Writer:
    """Makes the new actions and changes those that the file changes; the parts that it does not change stay."""

    def __init__(self, brought: ActionImport, preparation: Preparation, by: Any) -> None:
        self.brought, self.preparation, self.by = brought, preparation, by
        self.directory = Directory.today()
        self.plans = plans_of(brought, preparation)
        self.outcomes = _outcomes(self.plans, preparation.drafts)

    def write(self) -> None:
        created, updated = self.preparation.created, self.preparation.updated
        for change in updated:
            self._change(change)
        written = [(change.action.pk, change.draft) for change in updated]
        changed = {
            part: [
                (change.action.pk, change.draft)
                for change in updated
                if any(name == part for name, _old, _new in change.parts)
            ]
            for part in ("lead", "characteristics")
        }
        keys = NewRows(Action).reserve(len(created))
        pairs = list(zip(keys, created, strict=True))
        # Leads and characteristics before their actions: so the database counts what each action lacks once, and not again
        # for these. That each has its action is checked at the end of the transaction.
        self._write_leads([*pairs, *changed["lead"]])
        self._write_characteristics([*pairs, *changed["characteristics"]])
        self._write_actions(pairs)
        self._write_sources([*pairs, *written])

    def _write_actions(self, pairs: Sequence[Pair]) -> None:
        """Rows for the new actions; those with the same deadline are copies of one that has been filled in."""
        rows = NewRows(Action)
        place = rows.place
        texts = [(place[attribute], name) for name, attribute in TEXTS.items()]
        with_deadline: dict[str, list[Any]] = {}
        last = Action.objects.filter(plan__in=self.plans.values()).aggregate(last=Max("position"))["last"] or 0
        made = []
        for position, (_key, draft) in enumerate(pairs, start=last + 1):
            if (pattern := with_deadline.get(draft.deadline)) is None:
                action = Action()
                set_deadline(action, draft.deadline, self.brought.written_on, draft.reading)
                pattern = with_deadline[draft.deadline] = rows.like(action)
            row = pattern.copy()
            outcome, unit = self.outcomes.get((draft.plan, draft.outcome)), self._unit(draft)
            row[place["plan_id"]] = self.plans[draft.plan].pk
            row[place["outcome_id"]] = outcome.pk if outcome else None
            row[place["unit_id"]] = unit.pk if unit else None
            row[place["reference"]] = draft.reference
            row[place["position"]] = position
            row[place["leads_text"]] = draft.lead
            row[place["status"]] = draft.read_status or Status.NOT_STARTED
            for column, name in texts:
                row[column] = getattr(draft, name)
            made.append(row)
        rows.write(made, [key for key, _draft in pairs])

    def _change(self, change: Change) -> None:
        """Change only the parts that the file changes; what was changed here stays."""
        action, draft, names = change.action, change.draft, {name for name, _old, _new in change.parts}
        old_text, old_day = action.deadline_text, action.falls_due_on
        for name, attribute in TEXTS.items():
            if name in names:
                setattr(action, attribute, getattr(draft, name))
        if "lead" in names:
            action.leads_text = draft.lead
            action.leads.all().delete()
        if "outcome" in names:
            action.outcome = self.outcomes.get((draft.plan, draft.outcome))
        if "directorate" in names:
            action.unit = self._unit(draft)
        if "characteristics" in names:
            action.characteristics.clear()
        if "deadline" in names:
            set_deadline(action, draft.deadline, self.brought.written_on, draft.reading)
            DeadlineChange.objects.create(
                action=action,
                by=self.by,
                old_text=old_text,
                old_falls_due_on=old_day,
                new_text=action.deadline_text,
                new_falls_due_on=action.falls_due_on,
                reason=_("Changed in the file %s") % self.brought.file_name,
            )
        action.save()

    def _unit(self, draft: Draft) -> Unit | None:
        return self.directory.unit(draft.directorate) if draft.directorate else None

    def _write_leads(self, pairs: Iterable[Pair]) -> None:
        """The leads that the words name; actions with the same words have the same leads."""
        rows = NewRows(Lead)
        patterns: dict[str, list[list[Any]]] = {}
        action_id = rows.place["action_id"]
        made = []
        for key, draft in pairs:
            if not draft.leads:
                continue
            if (pattern := patterns.get(draft.lead)) is None:
                leads = self.directory.leads(Action(), draft.leads)
                pattern = patterns[draft.lead] = [rows.like(lead) for lead in leads]
            for row in pattern:
                made.append(row.copy())
                made[-1][action_id] = key
        rows.write(made)

    def _write_characteristics(self, pairs: Iterable[Pair]) -> None:
        copy_in(
            ActionCharacteristic(action_id=key, characteristic=characteristic)
            for key, draft in pairs
            if draft.characteristics
            for characteristic in self._named(draft.characteristics)
        )

    def _named(self, text: str) -> list[Characteristic]:
        """Each characteristic once, however many of the words mean it."""
        found = (self.characteristics.get(same_name(words)) for words in words_of(text))
        return list(dict.fromkeys(characteristic for characteristic in found if characteristic))

    @cached_property
    def characteristics(self) -> dict[str, Characteristic]:
        return known_characteristics()

    def _write_sources(self, pairs: Iterable[Pair]) -> None:
        rows = NewRows(SourceRow)
        place, pattern = rows.place, rows.like(SourceRow(from_import=self.brought))
        made = []
        for key, draft in pairs:
            row = pattern.copy()
            row[place["action_id"]] = key
            row[place["sheet"]], row[place["row"]], row[place["further"]] = draft.sheet, draft.row, draft.further
            row[place["cells"]] = draft.cells
            row[place["fields"]] = {name: value for name in COMPARED if (value := getattr(draft, name))}
            made.append(row)
        rows.write(made)


def plans_of(brought: ActionImport, preparation: Preparation) -> dict[str, Plan]:
    """The plan of each strand, made where there is none yet, with the headings that its columns have in the file."""
    layouts = {
        number: sheet.layout for sheet in preparation.sheets for number in {row.table for row in sheet.table.rows}
    }
    plans: dict[str, Plan] = {}
    for draft in preparation.drafts:
        if draft.plan in plans:
            continue
        layout = layouts[draft.sheet]
        headings = {name: layout.headings[place] for place, name in layout.columns.items()} if layout else {}
        plan = Plan.objects.filter(title=brought.title, strand__iexact=draft.plan).first()
        if plan is None:
            plan = Plan.objects.create(title=brought.title, strand=draft.plan, headings=headings)
        elif not plan.headings:
            plan.headings = headings
            plan.save(update_fields=["headings"])
        plans[draft.plan] = plan
    return plans


def _outcomes(plans: dict[str, Plan], drafts: Iterable[Draft]) -> dict[tuple[str, str], PriorityOutcome]:
    by_plan = {plan.pk: strand for strand, plan in plans.items()}
    existing = PriorityOutcome.objects.filter(plan__in=plans.values()).order_by("position")
    outcomes = {(by_plan[outcome.plan_id], outcome.text): outcome for outcome in existing}
    last: dict[str, int] = defaultdict(int)
    for (strand, _text), outcome in outcomes.items():
        last[strand] = max(last[strand], outcome.position)
    new: list[PriorityOutcome] = []
    for draft in drafts:
        if draft.outcome and (draft.plan, draft.outcome) not in outcomes:
            last[draft.plan] += 1
            outcome = PriorityOutcome(plan=plans[draft.plan], text=draft.outcome, position=last[draft.plan])
            outcomes[draft.plan, draft.outcome] = outcome
            new.append(outcome)
    PriorityOutcome.objects.bulk_create(new)
    return outcomes
