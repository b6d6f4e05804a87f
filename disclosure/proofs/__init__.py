"""Proofs that a release is safe, as they are stored, and the check of them by adding whole numbers.

    proof = Proof.from_json(document)      # raises Inconsistent where it is none
    proof.flaws(numbers, policy=policy)    # [] for a good proof of these very numbers

A proof holds models (`Model`: numbers, the sums that bind them, and what the sensitive ones must stand) with worlds
(`Witness`): other workforces that agree with everything published. Nothing here needs a solver, numpy or the staff rows,
so that whoever doubts the search for the worlds can check what it found. A proof holds true values: keep it private.
"""

from disclosure.proofs.checking import flaws
from disclosure.proofs.coverage import COVERED, NOT_COVERED
from disclosure.proofs.models import Model, Shown, Witness
from disclosure.proofs.proof import Proof

__all__ = ["COVERED", "NOT_COVERED", "Model", "Proof", "Shown", "Witness", "flaws"]
