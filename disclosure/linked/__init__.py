"""All tables of an organisation at once: protected, attacked as one, and proven.

    staff = Population(attributes, codes)
    layouts = [Layout(("directorate", "ethnicity"), {"ethnicity": groups}), Layout(("grade", "sex"))]
    safe = protect_linked(staff, layouts, policy=Policy())
    safe.publication.by_id["directorate=Place & ethnicity=Asian"].status
    proof = prove(safe.publication, staff, layouts, policy=Policy())
    proof.flaws()                                                          # [] for a good one; no solver is needed

What to hide is chosen in a model that links tables through the cells they share, which is quick, and then attacked in the
joint model of everything behind them (`disclosure.joint`). Where that gives something away, more is hidden until nothing
does. Loss is counted as information: 1 + log2(1 + count) for each number that is hidden to protect another.
"""

from disclosure.linked.attacking import Audit, Inside, Model, audit
from disclosure.linked.protecting import Protected, protect_linked
from disclosure.linked.proving import Exposed, Proof, Report, prove
from disclosure.linked.recoding import Holes, Kind, Offer, recoded
from disclosure.linked.rounding import Leak, RoundedTables, round_linked

__all__ = [
    "Audit",
    "Exposed",
    "Holes",
    "Inside",
    "Kind",
    "Leak",
    "Model",
    "Offer",
    "Proof",
    "Protected",
    "Report",
    "RoundedTables",
    "audit",
    "protect_linked",
    "prove",
    "recoded",
    "round_linked",
]
