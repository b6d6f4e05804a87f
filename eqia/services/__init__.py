"""What can be done with an assessment."""

from eqia.services.editions import edition_today, form_today
from eqia.services.papers import link_decision, put_to_decision, read_paper, take_off_decision, unlink_decision
from eqia.services.steps import (
    approved_version,
    attest_assessment,
    check_assessment,
    keep_pdf_later,
    publish_assessment,
    return_assessment,
    revise_assessment,
    submit_assessment,
    submitted_version,
    withdraw_assessment,
)
from eqia.services.writing import (
    add_item,
    item_section,
    remove_item,
    revision_of,
    save_answers,
    save_screening_answers,
    start_assessment,
)

__all__ = [
    "add_item",
    "approved_version",
    "attest_assessment",
    "check_assessment",
    "edition_today",
    "form_today",
    "item_section",
    "keep_pdf_later",
    "link_decision",
    "publish_assessment",
    "put_to_decision",
    "read_paper",
    "remove_item",
    "return_assessment",
    "revise_assessment",
    "revision_of",
    "save_answers",
    "save_screening_answers",
    "start_assessment",
    "submit_assessment",
    "submitted_version",
    "take_off_decision",
    "unlink_decision",
    "withdraw_assessment",
]
