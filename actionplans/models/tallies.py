"""What the records of an action add up to, kept by the database: lists and rules read it without counting anything."""

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from actionplans.models.actions import Action


class ActionTally(models.Model):
    """When an action was last reported on, and how often and how far its deadline moved; no row before the first record.

    Triggers on the records keep it, in the same transaction: no service, command or import can forget it. It stands apart
    from the action so that counting changes no version of that. `rules.slippage.slippage` says the same of the changes.
    """

    action = models.OneToOneField(Action, models.CASCADE, primary_key=True, related_name="tally")
    last_update_on = models.DateField(_("last update"), null=True)
    times_moved = models.PositiveIntegerField(_("times the deadline moved"), default=0, db_default=0)
    days_later = models.IntegerField(_("days by which it moved in all"), default=0, db_default=0)
    times_uncounted = models.PositiveIntegerField(_("moves that cannot be counted in days"), default=0, db_default=0)

    def __str__(self) -> str:
        return str(self.action)


COUNT_UPDATE = pgtrigger.Trigger(
    name="count_update",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
        INSERT INTO actionplans_actiontally AS tally (action_id, last_update_on) VALUES (NEW.action_id, NEW."on")
        ON CONFLICT (action_id) DO UPDATE SET last_update_on = greatest(tally.last_update_on, NEW."on");
        RETURN NULL;
    """,
)
# A change of the words that leaves the day as it was is no move; one to or from words without a day cannot be counted.
COUNT_CHANGE = pgtrigger.Trigger(
    name="count_change",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    declare=[("days", "integer")],
    func="""
        days = NEW.new_falls_due_on - NEW.old_falls_due_on;
        INSERT INTO actionplans_actiontally AS tally (action_id, times_moved, days_later, times_uncounted)
        VALUES (NEW.action_id, (days IS DISTINCT FROM 0)::integer, coalesce(days, 0), (days IS NULL)::integer)
        ON CONFLICT (action_id) DO UPDATE SET
            times_moved = tally.times_moved + excluded.times_moved,
            days_later = tally.days_later + excluded.days_later,
            times_uncounted = tally.times_uncounted + excluded.times_uncounted;
        RETURN NULL;
    """,
)
