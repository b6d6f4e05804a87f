#!/usr/bin/env python
"""Django's command line. Without DATABASE_URL it attaches to the embedded database, or starts it for the command."""

import os
import sys

from config.embedded import database_for_command


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with database_for_command(sys.argv):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
