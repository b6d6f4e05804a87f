"""The migrations of a room, in seconds.

Django draws the whole house anew after each operation of a migration. A room's migrations have dozens of them (tables,
columns, constraints, triggers), every table knows a person, and so each drawing takes in every table there is: five
minutes for an empty database. A founding migration draws the house once and makes each table in its final shape; a
later one draws it twice, as it stands before and as it stands after.
"""

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.fields import AddField, AlterField, RemoveField
from django.db.migrations.operations.models import (
    AddConstraint,
    AddIndex,
    AlterModelOptions,
    CreateModel,
    DeleteModel,
    RemoveConstraint,
    RemoveIndex,
)
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# What a table made in its final shape holds already.
PARTS = (AddField, AddConstraint, AddIndex)
# What needs to know the house before and after alone, and nothing in between.
CHANGES = (
    *PARTS,
    AddTrigger,
    AlterField,
    AlterModelOptions,
    CreateModel,
    DeleteModel,
    RemoveConstraint,
    RemoveField,
    RemoveIndex,
    RemoveTrigger,
)


class FoundingMigration(migrations.Migration):
    """A room's `0001_initial`, which creates everything it names.

    `makemigrations` writes it so by itself.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        # Without a drawing, the operations only change the description, which costs nothing.
        project_state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        tables = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                schema_editor.create_model(project_state.apps.get_model(self.app_label, operation.name))
            elif isinstance(operation, (AddTrigger, CreateExtension)):
                operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
            elif not isinstance(operation, PARTS) or operation.model_name_lower not in tables:
                raise TypeError(f"{self} is a founding migration and cannot: {operation.describe()}.")
        return project_state


class LaterMigration(migrations.Migration):
    """Any migration of a room after its first; `makemigrations` writes it so by itself.

    One that holds anything else than `CHANGES` (data, SQL, a new name), or changes the same column twice, goes Django's
    own way.
    """

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        if collect_sql or not self._is_seen_at_once():
            return super().apply(project_state, schema_editor, collect_sql)
        after = project_state.clone()
        after.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, after)
        made = {operation.name_lower for operation in self.operations if isinstance(operation, CreateModel)}
        for operation in self.operations:
            if isinstance(operation, PARTS) and operation.model_name_lower in made:
                continue
            operation.database_forwards(self.app_label, schema_editor, project_state, after)
        return after

    def _is_seen_at_once(self) -> bool:
        columns = [
            (operation.model_name_lower, operation.name_lower)
            for operation in self.operations
            if isinstance(operation, (AddField, AlterField, RemoveField))
        ]
        return all(isinstance(operation, CHANGES) for operation in self.operations) and len(columns) == len(
            set(columns)
        )
