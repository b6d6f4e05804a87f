"""A person with a browser, who lets an accessibility checker look at every page they reach."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import urldefrag

from playwright.sync_api import ConsoleMessage, Download, Frame, Locator, Page, expect

from config.environment import ROOT, var_dir

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW, WIDE = 320, 1280
_seen_and_good: set[str] = set()


class Visitor:
    """Moves through pages by what a person sees: words on links and buttons, labels of fields.

    Every method that may lead to another page waits for it and checks it. Whatever `page` (Playwright's own) is asked
    to do beside these must be followed by `look()`, or the journey fails: a page was left unchecked.
    """

    def __init__(self, page: Page, journey: str) -> None:
        self.page = page
        self.journey = journey
        self.reached: list[str] = []
        self.checked: set[str] = set()
        self.complaints: list[str] = []
        page.on("framenavigated", self._note_page)
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))

    # Moving

    def visit(self, address: str) -> "Visitor":
        self.page.goto(address)
        return self.look()

    def follow(self, words: str | re.Pattern[str], *, within: str = "body") -> "Visitor":
        """Follows the first link with these words."""
        self.page.locator(within).get_by_role("link", name=words, exact=isinstance(words, str)).first.click()
        return self.look()

    def press(self, words: str | re.Pattern[str], *, within: str = "body") -> "Visitor":
        """Presses the first button with these words."""
        self.page.locator(within).get_by_role("button", name=words, exact=isinstance(words, str)).first.click()
        return self.look()

    def download(self, words: str | re.Pattern[str]) -> tuple[str, bytes]:
        """Follows a link that leads to a file, and gives its name and content."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=words, exact=isinstance(words, str)).first.click()
        found: Download = waiting.value
        return found.suggested_filename, Path(found.path()).read_bytes()

    # Filling in

    def field(self, label: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_label(label, exact=isinstance(label, str)).first

    def fill(self, label: str | re.Pattern[str], value: str) -> "Visitor":
        self.field(label).fill(value)
        return self

    def select(self, label: str | re.Pattern[str], option: str) -> "Visitor":
        self.field(label).select_option(label=option)
        return self

    def choose(self, words: str | re.Pattern[str], *, within: str = "body") -> "Visitor":
        """Ticks a radio button or checkbox; `within` is the selector or the legend of its group."""
        scope = self.page.locator(within) if re.match(r"[a-z#.\[]", within) else self.group(within)
        scope.get_by_label(words, exact=isinstance(words, str)).first.check()
        return self

    def group(self, legend: str | re.Pattern[str]) -> Locator:
        return self.page.get_by_role("group", name=legend).first

    def give_file(self, label: str | re.Pattern[str], path: str | Path) -> "Visitor":
        self.field(label).set_input_files(str(path))
        return self

    # Seeing

    def sees(self, *words: str | re.Pattern[str]) -> "Visitor":
        for each in words:
            expect(self.page.get_by_text(each).first).to_be_visible()
        return self

    def does_not_see(self, *words: str) -> "Visitor":
        for each in words:
            expect(self.page.get_by_text(each)).to_have_count(0)
        return self

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).first.inner_text()

    @property
    def errors(self) -> list[str]:
        """The sentences of the error summary."""
        return self.page.locator(".govuk-error-summary__list li").all_inner_texts()

    def picture(self, name: str) -> Path:
        path = var_dir() / "screenshots" / f"{name}.png"
        self.page.screenshot(path=path, full_page=True)
        return path

    @contextmanager
    def narrow(self) -> Iterator["Visitor"]:
        """Holds a telephone for a while: 375 pixels wide."""
        self.page.set_viewport_size({"width": 375, "height": 740})
        yield self.look()
        self.page.set_viewport_size({"width": WIDE, "height": 900})

    # Checking

    def look(self) -> "Visitor":
        """Waits until the page is there and checks it for accessibility and for scrolling sideways at 320 pixels."""
        self.page.wait_for_load_state("load")
        address = self.page.url
        width = self.page.viewport_size or {"width": WIDE, "height": 900}
        content = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"|localhost:\d+', "", self.page.content())
        digest = hashlib.sha256(f"{width}{content}".encode()).hexdigest()
        if digest not in _seen_and_good:
            problems = self._accessibility_problems() + self._reflow_problems(width)
            assert not problems, f"{address} has problems:\n" + "\n".join(problems)
            _seen_and_good.add(digest)
        self.checked.add(urldefrag(address).url)
        return self

    def say_goodbye(self) -> None:
        """At the end of a journey: nothing was left unchecked and nothing went wrong in silence."""
        unchecked = [address for address in self.reached if address not in self.checked]
        assert not unchecked, f"pages that were left before they were checked (call look()): {unchecked}"
        assert not self.complaints, f"the browser complained: {self.complaints}"

    def _accessibility_problems(self) -> list[str]:
        self.page.evaluate(_axe())
        found = self.page.evaluate(
            "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})", RULES
        )
        return [
            f"- {violation['id']} ({violation['impact']}): {violation['help']}\n    "
            + "\n    ".join(
                f"{node['html'][:200]}  <- {' '.join(map(str, node['target']))}" for node in violation["nodes"]
            )
            for violation in found["violations"]
        ]

    def _reflow_problems(self, width: dict[str, int]) -> list[str]:
        self.page.set_viewport_size({"width": NARROW, "height": 740})
        needed = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size(width)  # type: ignore[arg-type]
        return [f"- the page is {needed} pixels wide on a screen of {NARROW}"] if needed > NARROW else []

    def _note_page(self, frame: Frame) -> None:
        if frame == self.page.main_frame and frame.url.startswith("http"):
            # A jump within a page, which the browser may report late, leads to no other page.
            self.reached.append(urldefrag(frame.url).url)

    def _note_console(self, message: ConsoleMessage) -> None:
        # The browser reports answers of 4xx as errors too; those the journeys look at themselves.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
