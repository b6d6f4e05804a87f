"""What became of Wealdshire's completions: most verified, some waiting, one sent back; a deadline moved twice; a milestone."""

import datetime

from actionplans.choices import Finding, Status
from actionplans.models import Action, Verification
from actionplans.services.milestones import tick_milestones
from actionplans.services.updates import record_update
from actionplans.services.verification import judge_completion
from organisation.demo import Council
from toolkit.history import version_of

TOILETS = "Open changing places toilets"
PHARMACIES = "Map who lives more than thirty minutes"
WAITING = 5
DUE_FOR_REVIEW = 2
YEAR = datetime.timedelta(days=365)


def day(days: int) -> datetime.timedelta:
    return datetime.timedelta(days=days)


class Truth:
    def __init__(self, council: Council) -> None:
        self.council, self.on, self.lead = council, council.on, council.people["lead"]

    def load(self) -> None:
        self.verify()
        self.slip_again()
        self.reach_a_milestone()

    def verify(self) -> None:
        """The latest completions wait, one is sent back; the others were verified within weeks, and reviewed each year."""
        completed = Action.objects.filter(status=Status.COMPLETED).order_by("-completed_on", "pk")
        found = [
            (action, action.updates.filter(completed_on__isnull=False).first())
            for action in completed.prefetch_related("updates")
        ]
        judged = [(action, report) for action, report in found if report is not None and report.by != self.lead]
        judge_completion(
            action=judged[WAITING][0],
            by=self.lead,
            verdict=Finding.SENT_BACK,
            reason="This says what was planned, not what was done. Tell us what changed, since when, and for how many people.",
        )
        records, actions = [], []
        verified = judged[WAITING + 1 :]
        for number, (action, report) in enumerate(reversed(verified)):
            assert action.completed_on is not None
            on = min(action.completed_on + day(12 + number % 3 * 9), self.on - day(1))
            action.verified_on, is_review = on, False
            while True:
                # The two oldest are to be looked at again about now; every other has its reviews behind it.
                next_on = on + YEAR if number >= DUE_FOR_REVIEW else max(self.on - day(6 - 9 * number), on + day(1))
                records.append(
                    Verification(
                        action=action,
                        update=report,
                        by=self.lead,
                        on=on,
                        verdict=Finding.VERIFIED,
                        is_review=is_review,
                        reason="Asked the service: nothing has changed." if is_review else "",
                        next_review_on=next_on,
                    )
                )
                if next_on > self.on or number < DUE_FOR_REVIEW:
                    break
                on, is_review = next_on, True
            action.next_review_on = next_on
            actions.append(action)
        Verification.objects.bulk_create(records)
        Action.objects.bulk_update(actions, ["verified_on", "next_review_on"])

    def slip_again(self) -> None:
        action = Action.objects.get(description__startswith=TOILETS)
        record_update(
            action=action,
            by=self.council.people["officer-libraries"],
            status=Status.IN_PROGRESS,
            what_happened="The library’s room is open and used every day. At the bus station the drains are only half laid.",
            on=self.on - day(33),
            new_deadline="31 October 2027",
            reason="The contractor for the drains has given up; the work is tendered again",
        )

    def reach_a_milestone(self) -> None:
        action = Action.objects.get(description__startswith=PHARMACIES)
        tick_milestones(
            action=action,
            version=version_of(action),
            by=self.council.people["officer-adults"],
            reached={0: self.on - day(35)},
        )
