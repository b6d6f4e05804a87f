"""Forms for objectives, indicators and readings: they take figures as people write them, and say how to put them right."""

from objectives.forms.editing import EditForm
from objectives.forms.indicator import IndicatorForm
from objectives.forms.objective import ObjectiveForm, ReasonForm
from objectives.forms.reading import ReadingForm

__all__ = ["EditForm", "IndicatorForm", "ObjectiveForm", "ReadingForm", "ReasonForm"]
