"""Journeys: people in a real browser, with an accessibility check on every page they reach."""

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from config.celery import app
from config.environment import var_dir
from organisation.models import Person
from tests.journeys.visitor import Visitor

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    assert program, "the journeys need Chromium; run: apt-get install chromium"
    patch = pytest.MonkeyPatch()
    # Playwright keeps an event loop in this thread, which makes Django believe that we work asynchronously.
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield launched
        launched.close()
    patch.undo()


@pytest.fixture
def open_browser(
    browser: Browser, live_server: Any, request: pytest.FixtureRequest, settings: Any
) -> Iterator[Callable[[], Visitor]]:
    """`open_browser()` gives an anonymous visitor with a browser of their own."""
    settings.SITE_URL = live_server.url
    app.loader.import_default_modules()
    visitors: list[tuple[BrowserContext, Visitor]] = []

    def opened() -> Visitor:
        context = browser.new_context(
            base_url=live_server.url, viewport={"width": 1280, "height": 900}, locale="en-GB", accept_downloads=True
        )
        context.set_default_timeout(10_000)
        visitor = Visitor(context.new_page(), _name_of(request.node))
        visitors.append((context, visitor))
        return visitor

    yield opened
    for number, (context, visitor) in enumerate(visitors, start=1):
        if getattr(request.node, "is_failed", False):
            visitor.picture(f"failed-{_name_of(request.node)}-{number}")
        context.close()
    if not getattr(request.node, "is_failed", False):
        for _context, visitor in visitors:
            visitor.say_goodbye()


@pytest.fixture
def visitor(open_browser: Callable[[], Visitor]) -> Visitor:
    """Somebody who has not signed in."""
    return open_browser()


@pytest.fixture
def sign_in_as(open_browser: Callable[[], Visitor], live_server: Any) -> Callable[[Person], Visitor]:
    """`sign_in_as(person)` gives that person a browser of their own, signed in already."""

    def signed_in(person: Person) -> Visitor:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        name = django_settings.SESSION_COOKIE_NAME
        visitor = open_browser()
        visitor.page.context.add_cookies(
            [{"name": name, "value": client.cookies[name].value, "url": live_server.url, "httpOnly": True}]
        )
        return visitor

    return signed_in


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when == "call" and report.failed:  # type: ignore[attr-defined]
        item.is_failed = True  # type: ignore[attr-defined]
    return report


def _name_of(node: pytest.Item) -> str:
    return re.sub(r"[^\w-]+", "-", node.name).strip("-")


@pytest.fixture(scope="session", autouse=True)
def _pictures() -> None:
    shutil.rmtree(var_dir() / "screenshots", ignore_errors=True)
    (var_dir() / "screenshots").mkdir(parents=True)
