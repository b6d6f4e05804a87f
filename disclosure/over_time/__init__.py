"""A new release beside everything that readers already have: whether it may go out, and what to do where it may not.

    new = Edition("October 2026", date(2026, 10, 1), numbers, Staff(population, pseudonyms))
    verdict = judge(new, earlier)
    verdict.is_safe, [leak.sentence for leak in verdict.leaks]
    ways_out(new, earlier)                       # each judged again before it is offered
    proof.beside(prove_over_time(new, earlier))  # worlds through all editions, for the proof that is kept

What two editions tell together that neither tells alone is who came to a group and who left it. Less than 330 days apart,
nobody may learn that anybody did, where they were fewer than the threshold; over longer times nobody may learn how many.
Withdrawn editions stay among the earlier ones. A correction is an edition of the same day.
"""

from disclosure.over_time.judging import judge
from disclosure.over_time.model import SHORT
from disclosure.over_time.proving import prove_over_time
from disclosure.over_time.verdict import Kind, Leak, Verdict, Way, WayOut
from disclosure.over_time.ways import ways_out

__all__ = ["SHORT", "Kind", "Leak", "Verdict", "Way", "WayOut", "judge", "prove_over_time", "ways_out"]
