"""Forms of the workforce room: taking files in, and tables that are tried."""

from workforce.forms.imports import ImportForm, PurgeForm
from workforce.forms.trying import CheckForm, PasteForm, RuleForm

__all__ = ["CheckForm", "ImportForm", "PasteForm", "PurgeForm", "RuleForm"]
