"""The first migration of a room, in seconds.

Django draws the whole house anew after each operation of a migration. A room's first migration has dozens of them
(tables, constraints, triggers), every table knows a person, and so each drawing takes in every table there is: half a
minute for an empty database. A founding migration draws the house once and makes each table in its final shape.
"""

from django.contrib.postgres.operations import CreateExtension
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.fields import AddField
from django.db.migrations.operations.models import (
    AddConstraint,
    AddIndex,
    CreateModel,
)
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

# What a table made in its final shape holds already.
PARTS = (AddField, AddConstraint, AddIndex)


class FoundingMigration(migrations.Migration):
    """A room's `0001_initial`, which creates everything it names.

    `makemigrations` writes it so by itself. Later migrations are ordinary ones.
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
