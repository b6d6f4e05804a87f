"""The duty, and the words under which somebody signs."""

from django.utils.translation import gettext_lazy as _

# The duty as it is put in front of everyone who writes, attests or decides: Equality Act 2010, section 149(1).
DUTY = _(
    "Under section 149 of the Equality Act 2010 we must, in all that we do, have due regard to the need to eliminate "
    "discrimination, harassment, victimisation and any other conduct the Act prohibits; to advance equality of "
    "opportunity between people who share a protected characteristic and people who do not; and to foster good "
    "relations between them. Whoever takes the decision must do this in substance, with an open mind, and before it is "
    "taken. For marriage and civil partnership only the first aim applies."
)

ATTESTATION_FULL = _(
    "I have read this assessment as a whole. In coming to my view I have had due regard to the three aims of the public "
    "sector equality duty, while the proposal could still be changed. I agree with the impacts it describes, including "
    "those that are unknown, and with its outcome. I answer for the mitigation it promises, and I will have it looked at "
    "again if the proposal or the evidence changes. I wrote no part of it."
)
ATTESTATION_NOT_REQUIRED = _(
    "I have read this screening. In coming to my view I have had due regard to the three aims of the public sector "
    "equality duty. I agree that a full assessment is not required, for the reasons it gives, and I will have it looked "
    "at again if the proposal changes. I wrote no part of it."
)
READING = _(
    "I have read this version as a whole, the harm it finds and what is not known included, and the duty set out above. "
    "I will have due regard to the three aims, with an open mind, when I decide."
)
