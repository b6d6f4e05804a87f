"""What can be wrong with a table that somebody brings, each with the row and the column where it stands."""

from enum import StrEnum


class Trouble(StrEnum):
    """A sentence with room for where and what: `%(row)s`, `%(column)s`, `%(text)s` and so on."""

    NOTHING = "There is no table here. Copy the whole table with its headings and paste it."
    NOT_A_TABLE = "This does not look like a table. Copy the whole table, with its row of headings, and paste it."
    NO_COUNTS = "There are no counts in this table. Copy the table with its numbers of people."
    TOO_MANY_CELLS = (
        "The table has %(number)s cells; at most %(most)s can be read. Use a coarser list, or fewer columns."
    )
    PERCENT = (
        "Row “%(row)s”, column “%(column)s” holds the percentage %(text)s. Paste the numbers of people instead: "
        "a percentage of few people gives their number back."
    )
    COUNT_AND_PERCENT = "Row “%(row)s”, column “%(column)s” holds a number and a percentage: %(text)s. Paste the numbers of people alone."
    NEGATIVE = (
        "Row “%(row)s”, column “%(column)s” holds %(text)s. A number of people is 0 or more. If it is a change, paste the "
        "numbers of both dates as two tables."
    )
    FRACTION = (
        "Row “%(row)s”, column “%(column)s” holds %(text)s. A number of people is whole. Paste headcounts, not full-time "
        "equivalents or averages."
    )
    MONEY = (
        "Row “%(row)s”, column “%(column)s” holds %(text)s, which is money. This page protects numbers of people; for pay "
        "use the command line."
    )
    TOO_LARGE = "Row “%(row)s”, column “%(column)s” holds %(text)s: more people than there are."
    TEXT = (
        "Row “%(row)s”, column “%(column)s” holds “%(text)s”, which is not a number of people. Put a number there, or a "
        "sign such as * if it is hidden."
    )
    SAME_LABEL = "Two lines are called “%(row)s”. Give each a name of its own."
    DOES_NOT_ADD_UP = (
        "“%(total)s” in “%(across)s” is %(value)s, but what it is made of comes to %(sum)s. Correct the table, or say that "
        "some are not shown."
    )
    MORE_THAN_WHOLE = (
        "“%(row)s” in “%(across)s” is %(sum)s, more than the %(value)s of “%(total)s”, of which it is a part."
    )
    CANNOT_BE = (
        "The hidden cells cannot be filled with any numbers so that everything adds up%(where)s. Check the counts in the "
        "table and what each sign stands for."
    )
    TWO_VALUES = "%(what)s is %(first)s in one table and %(second)s in another. They must be of the same people."
    LOOP = "“%(row)s” is part of itself. Say of which other line it is a part."
    TOO_DEEP = "“%(row)s” is split in two ways. Only the total can be; paste the second way as a table of its own."
    TOO_LONG = "The file is larger than %(most)s MB. Save only the table, or split it."
    WORKBOOK = (
        "This is a workbook or a Word document. Save the table as CSV and give that, or paste it into “Try a table”."
    )
    NO_PROOF = "A table as text brings no proof. Give the release in JSON that “protect” wrote with --out."
    NOT_JSON = (
        "The file is not JSON that we can read. Check it with the JSON Schema in the documentation, or paste the table."
    )
    ONE_CASE = "The file holds several cases. Choose a file with one case, or use the command line for all of them."
    NOT_OF_PEOPLE = (
        "The file holds sums of money or percentages beside numbers of people. This page tries numbers of people alone; the "
        "command line takes all of them."
    )
    TOO_MANY_TOGETHER = (
        "Together these tables have %(number)s combinations of %(what)s; at most %(most)s can be attacked at once. Use coarser "
        "lists, or fewer tables."
    )


class CannotRead(ValueError):
    """A table that cannot be worked with. `kind` is the sentence and `parts` what belongs into it; str() is both in English."""

    def __init__(self, kind: Trouble, **parts: str) -> None:
        super().__init__(kind.value % parts)
        self.kind = kind
        self.parts = parts
