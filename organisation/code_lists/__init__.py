"""What people may answer about themselves: versioned lists of categories, as data.

A list never changes once used; a new edition is a new list with a mapping. Five kinds of missing answer are kept apart
and share their codes across all lists.
"""

from organisation.code_lists.lists import (
    AGE,
    CODE_LISTS,
    DISABILITY,
    ETHNICITY_2001,
    ETHNICITY_2011,
    ETHNICITY_2021,
    GENDER_IDENTITY,
    MARITAL_STATUS,
    RELIGION,
    SEX,
    SEXUAL_ORIENTATION,
    age_band,
)
from organisation.code_lists.reading import UnreadableLabel, read_label
from organisation.code_lists.shapes import MISSING, Category, CodeList, Missing

__all__ = [
    "AGE",
    "CODE_LISTS",
    "DISABILITY",
    "ETHNICITY_2001",
    "ETHNICITY_2011",
    "ETHNICITY_2021",
    "GENDER_IDENTITY",
    "MARITAL_STATUS",
    "MISSING",
    "RELIGION",
    "SEX",
    "SEXUAL_ORIENTATION",
    "Category",
    "CodeList",
    "Missing",
    "UnreadableLabel",
    "age_band",
    "read_label",
]
