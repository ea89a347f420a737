"""The descriptions in a real browser: Chromium's own text track, on a page of its own."""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
import webvtt
from playwright.sync_api import Page, Route, sync_playwright

from narrator.timecode import parse_stamp

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed; .ci/chromium installs it"),
]

ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
ORIGIN = "http://narrator.test"  # answered by the test itself: nothing leaves the machine
PAGE = """<!DOCTYPE html><html lang="en"><title>Descriptions</title>
<video src="/programme.wav" preload="auto">
<track default kind="descriptions" srclang="en" src="/descriptions.vtt"></video></html>"""
LISTED = """async () => {
  const video = document.querySelector("video"), track = document.querySelector("track");
  video.textTracks[0].mode = "hidden";
  while (track.readyState < 2) await new Promise(done => setTimeout(done, 20));
  const told = cue => [cue.id, cue.startTime, cue.endTime, cue.getCueAsHTML().textContent];
  return {state: track.readyState, kind: video.textTracks[0].kind,
          language: video.textTracks[0].language, cues: Array.from(video.textTracks[0].cues, told)};
}"""
ACTIVE = """async (second) => {
  const video = document.querySelector("video");
  const sought = new Promise(done => video.addEventListener("seeked", done, {once: true}));
  video.currentTime = second;
  await sought;
  const cues = () => Array.from(video.textTracks[0].activeCues || [], cue => cue.id);
  for (let turn = 0; turn < 50 && !cues().length; turn++)
    await new Promise(done => setTimeout(done, 20));
  return cues();
}"""


@pytest.fixture
def page(tmp_path: Path, seed_folder: Path) -> Iterator[Page]:
    """Return a page with the seed episode's descriptions over four minutes of silence."""
    silence = io.BytesIO()
    soundfile.write(silence, np.zeros(8_000 * 240, np.int16), 8_000, format="WAV")
    descriptions = (seed_folder / "descriptions.vtt").read_bytes()
    answers = {
        "/": ("text/html", PAGE.encode()),
        "/programme.wav": ("audio/wav", silence.getvalue()),
        "/descriptions.vtt": ("text/vtt", descriptions),
    }

    def answer(route: Route) -> None:
        kind, body = answers.get(route.request.url.removeprefix(ORIGIN), ("text/plain", b""))
        asked = re.fullmatch(r"bytes=(\d+)-\d*", route.request.headers.get("range", ""))
        first = int(asked[1]) if asked else 0
        part = {"Content-Range": f"bytes {first}-{len(body) - 1}/{len(body)}"} if asked else {}
        headers = {"Content-Type": kind, "Accept-Ranges": "bytes", **part}
        route.fulfill(status=206 if asked else 200, headers=headers, body=body[first:])

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            tmp_path / "browser", executable_path=CHROMIUM, headless=True, args=ARGUMENTS
        )
        context.route("**/*", answer)
        opened = context.new_page()
        opened.goto(f"{ORIGIN}/")
        yield opened
        context.close()


def test_the_browser_takes_every_cue_and_shows_it_in_its_time(
    page: Page, seed_folder: Path
) -> None:
    """As a track of descriptions: each id, time and text, and each cue active at its middle."""
    listed: dict[str, Any] = page.evaluate(LISTED)
    assert (listed["state"], listed["kind"], listed["language"]) == (2, "descriptions", "en")
    captions = webvtt.read(str(seed_folder / "descriptions.vtt")).captions
    assert [(number, start, end) for number, start, end, _ in listed["cues"]] == [
        (c.identifier, parse_stamp(c.start) / 1000, parse_stamp(c.end) / 1000) for c in captions
    ]
    assert [text for *_, text in listed["cues"]] == [caption.text for caption in captions]
    for number, start, end, _ in listed["cues"]:
        assert page.evaluate(ACTIVE, (start + end) / 2) == [number]
