"""What a proof covers and what it does not, in plain words: for the method page, for files and for whoever asks."""

COVERED = (
    "Somebody who has read every number of this release, and of every earlier one that is named in the proof, and who can "
    "add, subtract and reason without a mistake, cannot tell that any hidden small count is not 0, nor that it is below the "
    "threshold.",
    "They cannot tell who came to a group or left it between two releases less than 330 days apart, where these were few; "
    "over longer times they cannot tell how many did.",
    "The same holds for somebody who is alone in a cell and so knows that count.",
    "For each such count the proof holds other workforces of whole people that agree with everything published. Whoever "
    "has the proof can check it by adding whole numbers; our software and its solver need not be trusted.",
)
NOT_COVERED = (
    "What people know of each other: whoever knows all but one of a small group knows the last one from its total.",
    "Numbers about the same people that were published elsewhere, or before the first release named in the proof.",
    "Between releases: counts of nothing but where people work, such as grades in a directorate.",
    "How likely something is. That a count could be 0 does not make it likely that it is.",
    "What could be guessed from the way in which the computer chose the cells to hide.",
    "Whether the staff records are right.",
)
