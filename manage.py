#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL it attaches to the embedded database, or starts it for the command."""

import importlib
import os
import sys

from config.embedded import database_for_command
from config.environment import WrongEnvironment


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    # Wrong settings stop the command before it starts a server.
    importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    with database_for_command(sys.argv):
        from django.core.management import execute_from_command_line
        from django.db import OperationalError, connection

        try:
            execute_from_command_line(sys.argv)
        except OperationalError as error:
            if connection.connection is not None:
                raise
            reason = str(error).strip().splitlines()[0].rstrip(".")
            raise WrongEnvironment(f"the database does not answer: {reason}.") from None


if __name__ == "__main__":
    main()
