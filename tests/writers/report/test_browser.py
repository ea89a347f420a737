"""The report in a real browser: Chromium, axe-core, the keyboard, and the sound files."""

import re
import shutil
import wave
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from narrator.model import Rendering
from narrator.writers.report import write

Opened = Callable[..., Page]
CHROMIUM = shutil.which("chromium")
WIDTHS = {"phone": (360, 740), "desktop": (1280, 900)}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed; .ci/chromium does it"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a running Chromium."""
    with sync_playwright() as running:
        chromium = running.chromium.launch(
            executable_path=CHROMIUM, args=["--autoplay-policy=no-user-gesture-required"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Opened]:
    """Return a function that opens a file; anything said against it fails the test."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_page(path: Path, size: str = "desktop", **more: Any) -> Page:  # noqa: ANN401 - as a context
        width, height = WIDTHS[size]
        more = {"reduced_motion": "reduce", "viewport": {"width": width, "height": height}} | more
        context = browser.new_context(**more)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture(scope="module")
def busy_file(busy: Rendering, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the page of the busy rendering as a file."""
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_bytes(write(busy).encode())
    with wave.open(str(path.with_name("narration.wav")), "wb") as stem:
        stem.setparams((1, 2, 8_000, 0, "NONE", ""))
        stem.writeframes(bytes(2 * 8_000 * 180))
    return path


@pytest.fixture(scope="module")
def plain_file(busy_file: Path) -> Path:
    """Return the same page as it is where scripts do not run."""
    path = busy_file.with_name("plain.html")
    page = busy_file.read_text(encoding="utf-8")
    path.write_text(re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL), encoding="utf-8")
    return path


def violations(page: Page) -> list[str]:
    """Return what axe-core has against a page, all its rules asked."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("async () => (await axe.run()).violations")
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", list(WIDTHS))
def test_axe_finds_nothing(  # noqa: PLR0913 - one for each choice
    opened: Opened, busy_file: Path, plain_file: Path, size: str, scheme: str,
    *, script: bool,
) -> None:  # fmt: skip
    """No violation at phone and desktop width, dark and light, with the script and without."""
    page = opened(busy_file if script else plain_file, size, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert violations(page) == []
    if script:
        page.click("#narrations tbody a >> nth=0")
        assert page.is_visible("#player")
        assert violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 640, 1280])
def test_nothing_is_wider_than_the_screen(opened: Opened, busy_file: Path, width: int) -> None:
    """Also at 320 pixels, and at 640: a desktop at 200 % zoom (WCAG 1.4.4, 1.4.10)."""
    page = opened(busy_file, viewport={"width": width, "height": 700})
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


LOOK_AT_FOCUS = """() => {
  const on = document.activeElement;
  if (on === document.body) return null;
  const box = on.getBoundingClientRect(), style = getComputedStyle(on);
  return {
    name: on.getAttribute("aria-label") || on.textContent.trim().slice(0, 60) || on.id,
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0,
  };
}"""


def test_the_keyboard_reaches_every_control_with_a_visible_focus(
    opened: Opened, busy_file: Path
) -> None:
    """Tab goes through all there is, each seen and outlined, and comes out at the end."""
    page = opened(busy_file)
    controls = page.evaluate("""() => [...document.querySelectorAll(
        "a[href], button, select, input, summary, [tabindex='0']")]
        .filter(each => each.checkVisibility()).length""")
    met = []
    for _ in range(controls + 5):
        page.keyboard.press("Tab")
        focus = page.evaluate(LOOK_AT_FOCUS)
        if focus is None:
            break
        met.append(focus)
    assert len(met) == controls
    assert [each["name"] for each in met if not (each["outline"] and each["seen"])] == []
    assert met[0]["name"] == "Skip to the report"


def test_the_tags_are_searched_filtered_and_paged_by_keyboard(
    opened: Opened, busy_file: Path
) -> None:
    """What was found is told in words to who does not see the table change."""
    page = opened(busy_file)
    status = page.locator(".pager[data-for=tags] [role=status]")
    assert status.inner_text() == "1 to 50 of 141 texts"
    following = page.locator(".pager[data-for=tags] .on")
    for _ in range(2):
        following.focus()
        page.keyboard.press("Enter")
    assert status.inner_text() == "101 to 141 of 141 texts"
    assert page.evaluate("document.activeElement.textContent") == "Previous page"
    page.focus("#find")
    page.keyboard.type("PORT letter")
    expect(status).to_have_text("1 text")
    assert page.locator("#tags tbody tr").count() == 1
    page.fill("#find", "")
    page.select_option("#order", "only")
    expect(status).to_have_text("1 text")
    page.select_option("#order", "time")
    page.select_option("#tag", "caption")
    expect(status).to_have_text("4 texts")
    times = page.locator("#tags tbody td:first-child").all_inner_texts()
    assert times == sorted(times)


def test_the_time_line_moves_zooms_and_steps_by_keyboard(opened: Opened, busy_file: Path) -> None:
    """Keys and buttons do the same; the narration that is chosen is told in words."""
    page = opened(busy_file)
    view = page.locator(".lane.speech svg")
    assert view.get_attribute("viewBox") == "0 0 1800 40"
    page.focus(".lanes")
    for key in ("n", "+", "n", "p", "n"):
        page.keyboard.press(key)
    chosen = page.inner_text("#chosen-text")
    assert re.match(r"Narration 2 of 3, at 00:00:05\.0: ", chosen)
    left, _, width, _ = map(float, (view.get_attribute("viewBox") or "").split())
    assert (left, width) == (0.0, 900.0)
    page.focus("[data-do=whole]")
    page.keyboard.press("Space")
    assert view.get_attribute("viewBox") == "0 0 1800 40"


def test_a_table_is_one_to_a_screen_reader_on_a_phone_too(opened: Opened, busy_file: Path) -> None:
    """Rows set as blocks keep their rows, cells and headers in Chromium's accessibility tree."""
    seen = []
    for size in WIDTHS:
        page = opened(busy_file, size)
        tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
        roles = Counter(node.get("role", {}).get("value") for node in tree if not node["ignored"])
        seen.append({role: roles[role] for role in ("table", "row", "cell", "columnheader")})
    assert seen[0] == seen[1]
    assert seen[0]["row"] > 60


def test_text_from_right_to_left_is_set_so(opened: Opened, busy_file: Path) -> None:
    """The browser takes the direction from the text."""
    page = opened(busy_file)
    found = page.locator("#narrations td[lang=ar]")
    assert found.evaluate("each => getComputedStyle(each).direction") == "rtl"


def test_on_paper_every_row_is_there_and_no_control(opened: Opened, busy_file: Path) -> None:
    """The rows of other pages, and what is folded away, come back for the printer."""
    page = opened(busy_file)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#tags tbody tr").count() == 141
    assert page.locator("#stretches").is_visible()
    assert not page.locator("button, input, select, nav").filter(visible=True).count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#tags tbody tr").count() == 50


def test_hostile_text_runs_nothing(opened: Opened, busy: Rendering, tmp_path: Path) -> None:
    """Markup in a title is shown, not obeyed."""
    title = "</title><img src=x onerror=document.title='broken'><script>document.title='b'</script>"
    script = busy.script
    hostile = Rendering(**{name: getattr(busy, name) for name in Rendering.__slots__}
                        | {"script": type(script)(**{name: getattr(script, name)
                           for name in type(script).__slots__} | {"title": title})})  # fmt: skip
    path = tmp_path / "report.html"
    path.write_bytes(write(hostile).encode())
    page = opened(path)
    assert page.inner_text("h1") == title
    assert page.title().startswith("</title><img")


def test_a_file_that_is_not_there_is_told_in_words(
    browser: Browser, busy_file: Path, tmp_path: Path
) -> None:
    """A page that was moved without its sound says so."""
    page = browser.new_page()
    page.goto(Path(shutil.copy(busy_file, tmp_path)).as_uri())
    page.click("#narrations tbody a >> nth=0")
    expect(page.locator("#trouble")).to_contain_text("narration.wav cannot be played")
    page.close()


def played(page: Page) -> list[tuple[float, bool]]:
    """Return where the player stood from time to time, and whether it was still; to its end."""
    seen: list[tuple[float, bool]] = []
    for _ in range(400):
        at, paused = page.evaluate("""() => {
            const audio = document.querySelector("audio");
            return [audio.currentTime, audio.paused];
        }""")
        seen.append((at, paused))
        if paused and not seen[0][1]:
            return seen
        sleep(0.05)
    return seen


def test_a_server_that_cannot_jump_is_told_in_words(browser: Browser, busy_file: Path) -> None:
    """One without byte ranges would play from the start, which is another narration."""
    handler = partial(Unhurried, directory=str(busy_file.parent))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/{busy_file.name}")
        page.click("#narrations tbody tr:nth-child(3) a >> nth=0")
        expect(page.locator("#trouble")).to_contain_text("cannot jump within a sound file")
        page.close()
        server.shutdown()


class Unhurried(SimpleHTTPRequestHandler):
    """A server of whole files, which says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Keep the tests' output clean."""


@pytest.mark.parametrize("number", [0, 1], ids=["alone", "in the mix"])
def test_a_narration_is_played_from_its_start_to_its_end(
    opened: Opened, seed_folder: Path, number: int
) -> None:
    """By the keyboard, from the real files; then the focus goes back to where it was."""
    page = opened(seed_folder / "report.html")
    button = page.locator("#narrations tbody tr").nth(2).locator("a").nth(number)
    start, end = map(float, (button.get_attribute("href") or "").split("#t=")[1].split(","))
    button.focus()
    page.keyboard.press("Space")
    heard = [at for at, paused in played(page) if not paused]
    assert start <= min(heard) < max(heard) <= end + 0.6
    assert max(heard) == pytest.approx(end, abs=0.6)
    page.focus("#close")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.href").endswith(button.get_attribute("href"))
    assert not page.is_visible("#player")


def test_ten_hours_are_opened_and_searched_without_waiting(
    opened: Opened, long_episode: Callable[..., Rendering], tmp_path: Path
) -> None:
    """The bounds are wide, for a busy machine; docs/report.md has what was measured."""
    path = tmp_path / "report.html"
    path.write_bytes(write(long_episode()).encode())
    before = perf_counter()
    page = opened(path)
    loaded_s = perf_counter() - before
    searched_ms = page.evaluate("""() => {
      const before = performance.now();
      document.getElementById("find").value = "7771 board";
      document.getElementById("tag").onchange();
      document.body.offsetHeight;
      return performance.now() - before;
    }""")
    status = page.inner_text(".pager[data-for=tags] [role=status]")
    assert status == "1 text"
    assert loaded_s < 10
    assert searched_ms < 1_000
