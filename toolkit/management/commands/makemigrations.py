from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.commands import makemigrations

PLAIN = "class Migration(migrations.Migration):"
OURS = "from toolkit.founding import {name}\n\n\nclass Migration({name}):"


class Command(makemigrations.Command):
    """Django's own, except that a room's migrations become founding and later ones (see `toolkit.founding`)."""

    def write_migration_files(self, changes: Any, update_previous_migration_paths: Any = None) -> None:
        super().write_migration_files(changes, update_previous_migration_paths)
        if self.dry_run:
            return
        for room, written in changes.items():
            for migration in written:
                path = Path(apps.get_app_config(room).path) / "migrations" / f"{migration.name}.py"
                if path.exists():
                    ours = OURS.format(name="FoundingMigration" if migration.initial else "LaterMigration")
                    path.write_text(path.read_text().replace(PLAIN, ours, 1))
