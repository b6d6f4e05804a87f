"""Bringing in action plans from somebody's file: looked at first, then all of it or nothing."""

import datetime
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import IO, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from actionplans.choices import ImportState, Status
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
from actionplans.rules.joining import join_tables
from actionplans.rules.leads import same_name
from actionplans.rules.rows import Draft, Flag, lay_out
from actionplans.services.comparing import COMPARED, TEXTS, Change, known_characteristics, words_of
from actionplans.services.preparing import Preparation, prepare
from actionplans.services.reading import Directory, set_deadline
from organisation.models import Characteristic
from toolkit.tables import Table, Unreadable, read_tables

BATCH = 1000


class ImportRefused(Exception):
    """Nothing was imported; the flags say which rows are wrong and why."""

    def __init__(self, flags: list[Flag]) -> None:
        super().__init__(*(flag.reason for flag in flags))
        self.flags = flags


def receive_file(*, title: str, file: IO[bytes], name: str, by: Any, written_on: datetime.date | None) -> ActionImport:
    """Keep the file privately and make an import that waits to be confirmed. Raises Unreadable."""
    tables = read_tables(file, name)
    if not any(layout for table in join_tables(tables) if (layout := lay_out(table.name, table.rows))):
        raise Unreadable(_("No table was found. Choose a file with a row of headings and a row for each action."))
    file.seek(0)
    content = file.read()
    brought = ActionImport(
        title=title,
        file_name=name[-255:],
        file_sha256=hashlib.sha256(content).hexdigest(),
        by=by,
        written_on=written_on,
    )
    brought.file.save(name[-80:], ContentFile(content), save=False)
    brought.save()
    return brought


def tables_of(brought: ActionImport) -> list[Table]:
    with brought.file.open("rb") as file:
        return read_tables(file, brought.file_name)


@transaction.atomic
def choose(*, brought: ActionImport, choices: dict[str, Any]) -> ActionImport:
    """Keep which sheets are taken and which column is what."""
    brought.choices = choices
    brought.save(update_fields=["choices"])
    return brought


@transaction.atomic
def discard(*, brought: ActionImport) -> None:
    """Do not import the file after all; it stays on record."""
    ActionImport.objects.filter(pk=brought.pk, state=ImportState.UPLOADED).update(state=ImportState.DISCARDED)


@transaction.atomic
def carry_out(*, brought: ActionImport, by: Any) -> dict[str, Any]:
    """Import everything, or raise ImportRefused and leave everything as it was. Returns what was done, as JSON.

    An import is carried out once; asked again, it answers what it did.
    """
    brought = ActionImport.objects.select_for_update().get(pk=brought.pk)
    if brought.state == ImportState.IMPORTED:
        return dict(brought.result)
    if brought.state == ImportState.DISCARDED:
        raise Unreadable(_("This file was not imported. Upload it again if you want it after all."))
    preparation = prepare(
        title=brought.title,
        tables=tables_of(brought),
        choices=brought.choices,
        written_on=brought.written_on,
    )
    if preparation.wrong:
        raise ImportRefused(preparation.wrong)
    Writer(brought, preparation, by).write()
    brought.state = ImportState.IMPORTED
    brought.imported_at = timezone.now()
    brought.result = preparation.as_json()
    brought.save()
    return dict(brought.result)


class Writer:
    """Writes what was prepared, in few statements however many rows there are."""

    def __init__(self, brought: ActionImport, preparation: Preparation, by: Any) -> None:
        self.brought, self.preparation, self.by = brought, preparation, by
        self.directory = Directory.today()
        self.characteristics = known_characteristics()
        self.plans = _plans(brought, preparation)
        self.outcomes = _outcomes(self.plans, preparation.drafts)

    def write(self) -> None:
        created, updated = self.preparation.created, self.preparation.updated
        last = Action.objects.filter(plan__in=self.plans.values()).aggregate(last=Max("position"))["last"] or 0
        new = [self._new(draft, position) for position, draft in enumerate(created, start=last + 1)]
        Action.objects.bulk_create(new, batch_size=BATCH)
        pairs = list(zip(new, created, strict=True))
        for change in updated:
            self._change(change)
        changed = [(change.action, change.draft, {name for name, _old, _new in change.parts}) for change in updated]
        self._write_leads([*pairs, *((action, draft) for action, draft, names in changed if "lead" in names)])
        self._write_characteristics(
            [*pairs, *((action, draft) for action, draft, names in changed if "characteristics" in names)]
        )
        self._write_sources([*pairs, *((action, draft) for action, draft, _names in changed)])

    def _new(self, draft: Draft, position: int) -> Action:
        action = Action(
            plan=self.plans[draft.plan],
            reference=draft.reference,
            position=position,
            status=draft.read_status or Status.NOT_STARTED,
        )
        self._fill(action, draft, COMPARED)
        return action

    def _change(self, change: Change) -> None:
        """Change only the parts that the file changes; what was changed here stays."""
        action, names = change.action, {name for name, _old, _new in change.parts}
        old_text, old_day = action.deadline_text, action.falls_due_on
        self._fill(action, change.draft, names)
        action.save()
        if "lead" in names:
            action.leads.all().delete()
        if "characteristics" in names:
            action.characteristics.clear()
        if "deadline" in names:
            DeadlineChange.objects.create(
                action=action,
                by=self.by,
                old_text=old_text,
                old_falls_due_on=old_day,
                new_text=action.deadline_text,
                new_falls_due_on=action.falls_due_on,
                reason=_("Changed in the file %s") % self.brought.file_name,
            )

    def _fill(self, action: Action, draft: Draft, names: Collection[str]) -> None:
        for name, attribute in TEXTS.items():
            if name in names:
                setattr(action, attribute, getattr(draft, name))
        if "lead" in names:
            action.leads_text = draft.lead
        if "outcome" in names:
            action.outcome = self.outcomes.get((draft.plan, draft.outcome))
        if "directorate" in names:
            action.unit = self.directory.unit(draft.directorate) if draft.directorate else None
        if "deadline" in names:
            set_deadline(action, draft.deadline, self.brought.written_on, draft.reading)

    def _write_leads(self, pairs: Iterable[tuple[Action, Draft]]) -> None:
        leads = (lead for action, draft in pairs for lead in self.directory.leads(action, draft.leads))
        Lead.objects.bulk_create(leads, batch_size=BATCH)

    def _write_characteristics(self, pairs: Iterable[tuple[Action, Draft]]) -> None:
        rows = (
            ActionCharacteristic(action=action, characteristic=characteristic)
            for action, draft in pairs
            for characteristic in self._named(draft.characteristics)
        )
        ActionCharacteristic.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)

    def _named(self, text: str) -> list[Characteristic]:
        return [
            self.characteristics[key] for words in words_of(text) if (key := same_name(words)) in self.characteristics
        ]

    def _write_sources(self, pairs: Iterable[tuple[Action, Draft]]) -> None:
        rows = (
            SourceRow(
                action=action,
                from_import=self.brought,
                sheet=draft.sheet,
                row=draft.row,
                cells=draft.cells,
                fields={name: value for name in COMPARED if (value := getattr(draft, name))},
            )
            for action, draft in pairs
        )
        SourceRow.objects.bulk_create(rows, batch_size=BATCH)


def _plans(brought: ActionImport, preparation: Preparation) -> dict[str, Plan]:
    layouts = {sheet.table.name: sheet.layout for sheet in preparation.sheets}
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
    for draft in drafts:
        if draft.outcome and (draft.plan, draft.outcome) not in outcomes:
            last[draft.plan] += 1
            outcomes[draft.plan, draft.outcome] = PriorityOutcome.objects.create(
                plan=plans[draft.plan], text=draft.outcome, position=last[draft.plan]
            )
    return outcomes
