from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.commands import makemigrations

PLAIN = "class Migration(migrations.Migration):"
FOUNDING = "from toolkit.founding import FoundingMigration\n\n\nclass Migration(FoundingMigration):"


class Command(makemigrations.Command):
    """Django's own, except that a room's first migration becomes a founding one (see `toolkit.founding`)."""

    def write_migration_files(self, changes: Any, update_previous_migration_paths: Any = None) -> None:
        super().write_migration_files(changes, update_previous_migration_paths)
        if self.dry_run:
            return
        for room, written in changes.items():
            for migration in written:
                path = Path(apps.get_app_config(room).path) / "migrations" / f"{migration.name}.py"
                if migration.initial and path.exists():
                    path.write_text(path.read_text().replace(PLAIN, FOUNDING, 1))
