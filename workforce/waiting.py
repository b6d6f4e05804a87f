import datetime
from typing import Any

from toolkit.waiting import Waiting


def waiting_for(person: Any, on: datetime.date) -> list[Waiting]:
    return []
