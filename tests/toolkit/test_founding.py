from typing import Any

import pytest
from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from config.environment import ROOT
from toolkit.founding import CHANGES, FoundingMigration, LaterMigration


def test_the_first_migration_of_every_room_is_a_founding_one() -> None:
    loader = MigrationLoader(None)
    rooms = {app.label for app in apps.get_app_configs() if app.path == str(ROOT / app.label)}
    plain = [
        f"{room}.{name}: remake it with `manage.py makemigrations`"
        for (room, name), migration in loader.disk_migrations.items()
        if room in rooms and migration.initial and not isinstance(migration, FoundingMigration)
    ]
    assert plain == []


def test_every_later_migration_of_tables_is_one_of_ours() -> None:
    loader = MigrationLoader(None)
    rooms = {app.label for app in apps.get_app_configs() if app.path == str(ROOT / app.label)}
    slow = [
        f"{room}.{name}: let it be a LaterMigration"
        for (room, name), migration in loader.disk_migrations.items()
        if room in rooms
        and not isinstance(migration, FoundingMigration | LaterMigration)
        and all(isinstance(operation, CHANGES) for operation in migration.operations)
    ]
    assert slow == []


def test_it_makes_the_same_tables_as_an_ordinary_migration(db: None) -> None:
    operations = [
        migrations.CreateModel("Street", [("id", models.AutoField(primary_key=True)), ("name", models.TextField())]),
        migrations.CreateModel(
            "House", [("id", models.AutoField(primary_key=True)), ("number", models.IntegerField())]
        ),
        migrations.AddField("House", "street", models.ForeignKey("scratch.Street", models.CASCADE)),
        migrations.AddConstraint("House", models.CheckConstraint(condition=models.Q(number__gt=0), name="positive")),
        migrations.AddIndex("House", models.Index(fields=["street", "number"], name="by_street")),
    ]
    made = []
    for kind in (migrations.Migration, FoundingMigration):
        migration = kind("0001_initial", "scratch")
        migration.operations = operations
        with connection.schema_editor() as editor:
            state = migration.apply(ProjectState(), editor)
        made.append({table: description(table) for table in ("scratch_street", "scratch_house")})
        with connection.schema_editor() as editor:
            editor.delete_model(state.apps.get_model("scratch", "House"))
            editor.delete_model(state.apps.get_model("scratch", "Street"))
    assert made[0] == made[1]


def test_it_refuses_what_belongs_in_a_later_migration(db: None) -> None:
    migration = FoundingMigration("0001_initial", "scratch")
    migration.operations = [migrations.RunPython(migrations.RunPython.noop)]
    with connection.schema_editor() as editor, pytest.raises(TypeError, match="founding"):
        migration.apply(ProjectState(), editor)


def test_a_later_migration_changes_tables_as_an_ordinary_one_does(db: None) -> None:
    first = [
        migrations.CreateModel(
            "House",
            [
                ("id", models.AutoField(primary_key=True)),
                ("number", models.IntegerField()),
                ("colour", models.TextField()),
            ],
        ),
        migrations.AddConstraint("House", models.CheckConstraint(condition=models.Q(number__gt=0), name="positive")),
    ]
    then = [
        migrations.CreateModel("Street", [("id", models.AutoField(primary_key=True))]),
        migrations.AddField("Street", "name", models.TextField(default="")),
        migrations.AddField("House", "street", models.ForeignKey("scratch.Street", models.CASCADE, null=True)),
        migrations.AddField("House", "storeys", models.IntegerField(default=2)),
        migrations.AlterField("House", "number", models.BigIntegerField()),
        migrations.RemoveField("House", "colour"),
        migrations.RemoveConstraint("House", "positive"),
        migrations.AddConstraint("House", models.CheckConstraint(condition=models.Q(storeys__lt=9), name="not_tall")),
        migrations.AddIndex("House", models.Index(fields=["street", "number"], name="by_street")),
    ]
    made = []
    for kind in (migrations.Migration, LaterMigration):
        founding, later = FoundingMigration("0001_initial", "scratch"), kind("0002_then", "scratch")
        founding.operations, later.operations = first, then
        with connection.schema_editor() as editor:
            state = founding.apply(ProjectState(), editor)
        with connection.schema_editor() as editor:
            state = later.apply(state, editor)
        made.append({table: description(table) for table in ("scratch_street", "scratch_house")})
        with connection.schema_editor() as editor:
            editor.delete_model(state.apps.get_model("scratch", "House"))
            editor.delete_model(state.apps.get_model("scratch", "Street"))
    assert made[0] == made[1]


def description(table: str) -> Any:
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, table)
        return sorted(map(tuple, columns), key=str), connection.introspection.get_constraints(cursor, table)
