"""The protected characteristics and the aims that apply to each: Equality Act 2010, sections 4 and 149."""

from organisation.choices import Aim

MARRIAGE_AND_CIVIL_PARTNERSHIP = "marriage_civil_partnership"

PROTECTED_CHARACTERISTICS: dict[str, str] = {
    "age": "Age",
    "disability": "Disability",
    "gender_reassignment": "Gender reassignment",
    MARRIAGE_AND_CIVIL_PARTNERSHIP: "Marriage and civil partnership",
    "pregnancy_maternity": "Pregnancy and maternity",
    "race": "Race",
    "religion_belief": "Religion or belief",
    "sex": "Sex",
    "sexual_orientation": "Sexual orientation",
}


def aims_for(characteristic_key: str) -> tuple[Aim, ...]:
    """The aims of section 149(1) that apply to a characteristic.

    Marriage and civil partnership is not among the relevant characteristics of section 149(7), so it counts for the
    first aim only. A local characteristic is considered under all three, as the body's own choice.
    """
    if characteristic_key == MARRIAGE_AND_CIVIL_PARTNERSHIP:
        return (Aim.ELIMINATE,)
    return tuple(Aim)
