"""Everything the coach looks for, in the order of the form."""

from eqia.coach.rules.consultation import RULES as CONSULTATION
from eqia.coach.rules.evidence import RULES as EVIDENCE
from eqia.coach.rules.impacts import RULES as IMPACTS
from eqia.coach.rules.mitigation import RULES as MITIGATION
from eqia.coach.rules.outcome import RULES as OUTCOME
from eqia.coach.rules.proposal import RULES as PROPOSAL
from eqia.coach.rules.screening import RULES as SCREENING
from eqia.coach.rules.timing import RULES as TIMING

RULES = (*PROPOSAL, *TIMING, *SCREENING, *EVIDENCE, *CONSULTATION, *IMPACTS, *MITIGATION, *OUTCOME)
