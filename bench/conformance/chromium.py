"""Chromium without a window: its text track, and axe-core on a page."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from asking import Absent
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Route, sync_playwright

CHROMIUM = shutil.which("chromium")
ORIGIN = "http://narrator.test"  # answered here: nothing leaves the machine
PAGE = """<!DOCTYPE html><html lang="en"><title>Descriptions</title>
<video><track kind="descriptions" srclang="en" src="/descriptions.vtt"></video></html>"""
LISTED = """async () => {
  const video = document.querySelector("video"), track = document.querySelector("track");
  video.textTracks[0].mode = "hidden";
  for (let turn = 0; track.readyState < 2 && turn < 500; turn++)
    await new Promise(done => setTimeout(done, 20));
  const told = cue => [cue.id, cue.startTime, cue.endTime, cue.getCueAsHTML().textContent];
  return [video.textTracks[0].kind, video.textTracks[0].language,
          Array.from(video.textTracks[0].cues || [], told)];
}"""
SIZES = {"phone": (360, 740), "desktop": (1280, 900)}


@cache
def chromium_tool() -> str:
    """Return the browser's name and version."""
    if CHROMIUM is None:
        return "Chromium"
    done = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=True)
    return " ".join(done.stdout.split()[:2])


@cache
def axe_tool() -> str:
    """Return the names and versions of axe-core and the browser that it runs in."""
    if CHROMIUM is None:
        return "axe-core in Chromium"
    with running() as browser:
        page = browser.new_page()
        page.evaluate(AXE_SCRIPT)
        return f"axe-core {page.evaluate('axe.version')} in {chromium_tool()}"


@contextmanager
def running() -> Iterator[Browser]:
    """Run the browser. Raises Absent where there is none."""
    if CHROMIUM is None:
        raise Absent("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


def cues_in_chromium(descriptions: bytes) -> tuple[str, str, list[list[Any]]]:
    """Return kind and language of the track, and id, start, end and text of each cue."""
    answers = {"/": ("text/html", PAGE.encode()), "/descriptions.vtt": ("text/vtt", descriptions)}

    def answer(route: Route) -> None:
        kind, body = answers.get(route.request.url.removeprefix(ORIGIN), ("text/plain", b""))
        route.fulfill(content_type=kind, body=body)

    with running() as browser:
        page = browser.new_page()
        page.route("**/*", answer)
        page.goto(f"{ORIGIN}/")
        kind, language, cues = page.evaluate(LISTED)
    return kind, language, cues


def violations(path: Path) -> list[str]:
    """Return what axe-core has against a page, at both widths, dark and light, all opened."""
    found: list[str] = []
    with running() as browser:
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                page.goto(path.as_uri())
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
                page.evaluate(AXE_SCRIPT)
                told = page.evaluate("async () => (await axe.run()).violations")
                found += [f"{each['id']} ({size}, {scheme})" for each in told]
                page.close()
    return found
