"""Pages of the workforce room: the profile, snapshots and their import, and what leaves HR."""

from workforce.views.method import method_page
from workforce.views.profiles import profile_page
from workforce.views.protection import protection, protection_history
from workforce.views.releases import (
    discard,
    ledger,
    ledger_file,
    let_out,
    look_for_ways_out,
    propose,
    propose_way_out,
    prove,
    release,
    verify,
    withdraw,
)
from workforce.views.snapshots import (
    IMPORT_TASK,
    import_file,
    problems,
    problems_file,
    purge,
    sample_file,
    snapshot,
    snapshots,
)
from workforce.views.trying import check_table, tried_file, tried_table, try_table

__all__ = [
    "IMPORT_TASK",
    "check_table",
    "discard",
    "import_file",
    "ledger",
    "ledger_file",
    "let_out",
    "look_for_ways_out",
    "method_page",
    "problems",
    "problems_file",
    "profile_page",
    "propose",
    "propose_way_out",
    "protection",
    "protection_history",
    "prove",
    "purge",
    "release",
    "sample_file",
    "snapshot",
    "snapshots",
    "tried_file",
    "tried_table",
    "try_table",
    "verify",
    "withdraw",
]
