"""The test house: real PostgreSQL, a small cast, and strictness."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings as django_settings
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from config.embedded import database_for_command
from config.environment import var_dir
from organisation.choices import Role, UnitKind
from organisation.models import Characteristic, Organisation, Person, RoleHolding, Unit
from organisation.rules import PROTECTED_CHARACTERISTICS

# A property holds or does not, however busy the machine is: examples are the same in every run and none is timed.
hypothesis_settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("house")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """The embedded database runs from before the test database is made until after it is dropped."""
    with database_for_command(["pytest", "test"]):
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_collected_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Static files come from where they are made, even if nobody has collected them yet."""
    django_settings.STATIC_ROOT = str(tmp_path_factory.mktemp("static"))


@pytest.fixture(autouse=True)
def _plain_surroundings(settings: Any, tmp_path: Any) -> None:
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CELERY_TASK_ALWAYS_EAGER = True
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(scope="session", autouse=True)
def _the_nine_come_back() -> Iterator[None]:
    """A test with real transactions empties every table afterwards; the statutory characteristics are put back."""
    post_migrate.connect(_add_the_nine, sender=apps.get_app_config("organisation"))
    yield
    post_migrate.disconnect(_add_the_nine, sender=apps.get_app_config("organisation"))


def _add_the_nine(**_signal: Any) -> None:
    if "organisation_characteristic" in connection.introspection.table_names():
        for position, (key, name) in enumerate(PROTECTED_CHARACTERISTICS.items(), start=1):
            Characteristic.objects.get_or_create(
                key=key, defaults={"name": name, "is_statutory": True, "position": position}
            )


@pytest.fixture
def council(db: None) -> Organisation:
    return Organisation.objects.create(pk=1, name="Testshire County Council")


@pytest.fixture
def places(council: Organisation) -> Unit:
    """The directorate where the cast works, with one service in it."""
    directorate = Unit.objects.create(kind=UnitKind.DIRECTORATE, name="Place", code="place")
    Unit.objects.create(kind=UnitKind.SERVICE, parent=directorate, name="Libraries", code="libraries")
    return directorate


@pytest.fixture
def elsewhere(council: Organisation) -> Unit:
    """Another directorate: the cast has no role here, except those who hold theirs for the whole body."""
    return Unit.objects.create(kind=UnitKind.DIRECTORATE, name="Adult Social Care", code="adults")


@pytest.fixture
def cast(places: Unit, elsewhere: Unit) -> dict[str, Person]:
    """One person for each role, a second officer in the same directorate and an officer elsewhere.

    Lead, adviser, HR analyst, clerk, member and administrator hold theirs for the whole body.
    """
    everywhere = {
        Role.EQUALITY_LEAD,
        Role.EQUALITY_ADVISER,
        Role.HR_ANALYST,
        Role.COMMITTEE_CLERK,
        Role.MEMBER,
        Role.ADMINISTRATOR,
    }
    people = {}
    for role in Role:
        people[role.value] = make_person(role.value, role, None if role in everywhere else places)
    people["other_officer"] = make_person("other_officer", Role.OFFICER, places)
    people["officer_elsewhere"] = make_person("officer_elsewhere", Role.OFFICER, elsewhere)
    people["nobody"] = Person.objects.create_user("nobody@example.org", "correct horse battery", full_name="No Body")
    return people


def make_person(name: str, role: Role, directorate: Unit | None) -> Person:
    person = Person.objects.create_user(
        f"{name}@example.org", "correct horse battery", full_name=name.replace("_", " ").title(), unit=directorate
    )
    RoleHolding.objects.create(person=person, role=role, directorate=directorate, starts_on="2020-01-01")
    return person


@pytest.fixture
def sign_in(client: Client) -> Any:
    """`sign_in(person)` gives a client in which that person is signed in."""

    def signed_in(person: Person) -> Client:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return signed_in


@pytest.fixture
def race(db: None) -> Characteristic:
    return Characteristic.objects.get(key="race")


@pytest.fixture
def keep_pdf() -> Any:
    """`keep_pdf("name.pdf", bytes)` leaves a PDF where `.ci/run` validates it against PDF/UA-1."""

    def keep(name: str, content: bytes) -> None:
        assert content.startswith(b"%PDF-")
        folder = var_dir() / "test-pdfs"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    return keep
