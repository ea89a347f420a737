"""The page of a batch in a real browser: axe-core, both colour schemes, the keyboard, a phone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from narrator.batch.index import Row, index_page
from narrator.batch.model import EpisodeOutcome

CHROMIUM = shutil.which("chromium")
OUTCOMES = (
    EpisodeOutcome(name="ep3", state="failed", exit_code=3, error="No file.", hint="Look."),
    EpisodeOutcome(name="ep2", state="cancelled", exit_code=0),
    EpisodeOutcome(name="ep4", state="done", exit_code=7, findings=3, blocking=1, seconds=71.3),
    EpisodeOutcome(name="ep1", state="done", exit_code=0, seconds=60.1, skipped=True),
)

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; .ci/chromium does it"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    with sync_playwright() as running:
        chromium = running.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_has_no_barrier(browser: Browser, tmp_path: Path, scheme: str, width: int) -> None:
    """Axe finds nothing, the console stays silent, and the page fits the screen."""
    rows = [Row(outcome=each, link=f"{each.name}/report.html") for each in OUTCOMES]
    (tmp_path / "index.html").write_text(index_page(rows), encoding="utf-8")
    # Its policy lets no script in but for this: axe is one.
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    said: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.goto((tmp_path / "index.html").as_uri())
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert said == []
    page.screenshot(path=tmp_path / "page.png")
    context.close()
