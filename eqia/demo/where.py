"""Where the demonstration's proposals are felt, and in which budget round they stand."""

THIS_YEAR, NEXT_YEAR = "2026/27", "2027/28"
VILLAGES = "Northern villages"

# Title: places named (none: the whole county alike) and budget round (empty: none).
WHERE: dict[str, tuple[list[str], str]] = {
    "Charging policy for adult social care": ([], THIS_YEAR),
    "Day opportunities for people with learning disabilities": (["Fernhill", "Aldermere"], THIS_YEAR),
    "Community grants 2026 to 2028": (["Millbrook", "Stonecross"], NEXT_YEAR),
    "Carers’ break vouchers": ([], NEXT_YEAR),
    "Supported housing for people who sleep rough": (["Aldermere"], ""),
    "Home to school transport for children with special educational needs": (["Stonecross", VILLAGES], THIS_YEAR),
    "Family hubs in place of children’s centres": (["Millbrook", "Stonecross"], THIS_YEAR),
    "Holiday activities fund": (["Millbrook", "Aldermere"], ""),
    "Short breaks for disabled children": (["Millbrook", "Stonecross"], NEXT_YEAR),
    "Admissions to maintained nursery schools": (["Millbrook"], ""),
    "Walking and cycling route between Aldermere station and Millbrook": (["Aldermere", "Millbrook"], ""),
    "Library opening hours and volunteer-run branches": (["Millbrook", "Stonecross", VILLAGES], THIS_YEAR),
    "Mobile library timetable": ([VILLAGES], ""),
    "Booking system for household waste sites": (["Stonecross"], ""),
    "Fire station crewing at Harrow Bridge and Stonecross": (["Harrow Bridge", "Stonecross"], NEXT_YEAR),
    "Concessionary bus travel before 9:30am": (["Millbrook", "Stonecross", VILLAGES], NEXT_YEAR),
    "Street lighting switched off from midnight to 5am": (["Millbrook", "Stonecross"], NEXT_YEAR),
    "Food waste collection from flats": (["Aldermere", "Millbrook"], ""),
    "Customer contact online first": ([], THIS_YEAR),
    "Restructure of business support": ([], THIS_YEAR),
    "Translation and interpreting contract": ([], NEXT_YEAR),
    "Budget proposals 2027-28, first round": ([], NEXT_YEAR),
}


def where_of(title: str) -> tuple[list[str], str]:
    """The places and the budget round of a proposal."""
    return WHERE.get(title, ([], ""))
