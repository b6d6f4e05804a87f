"""Forms of the workforce room: taking files in, what leaves HR, and tables that are tried."""

from workforce.forms.imports import ImportForm, PurgeForm
from workforce.forms.releases import ProtectionForm, WithdrawForm
from workforce.forms.trying import CheckForm, PasteForm, RuleForm

__all__ = ["CheckForm", "ImportForm", "PasteForm", "ProtectionForm", "PurgeForm", "RuleForm", "WithdrawForm"]
