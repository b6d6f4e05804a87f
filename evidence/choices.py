from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    """What a piece of evidence is."""

    DATA = "data", _("Figures")
    RESEARCH = "research", _("Research or guidance")
    EXPERIENCE = "experience", _("What people have told us")
    RECORDS = "records", _("Complaints or service records")
    OTHER = "other", _("Something else")


class Precision(models.TextChoices):
    """How exactly the dates are known that a piece of evidence describes."""

    DAY = "day", _("To the day")
    MONTH = "month", _("To the month")
    YEAR = "year", _("To the year")


class FileKind(models.TextChoices):
    """The kinds of file the library keeps, as found by their content."""

    PDF = "pdf", _("PDF")
    WORD = "docx", _("Word document")
    EXCEL = "xlsx", _("Excel workbook")
    SLIDES = "pptx", _("PowerPoint presentation")
    CSV = "csv", _("CSV table")
    TEXT = "txt", _("Text")
    PNG = "png", _("PNG picture")
    JPEG = "jpg", _("JPEG picture")
