"""What the page can play: the stem, and the described mix where a browser takes it.

Files are named relative to the page. A stretch of one is told by a media fragment (W3C Media
Fragments URI 1.0, section 4.2.1): file#t=start,end in seconds.
"""

from dataclasses import dataclass
from urllib.parse import quote

from narrator.model import Delivery, Span
from narrator.timecode import MS_PER_SECOND
from narrator.writers.names import STEM

# MKV and MP4 are not here: a browser would play the first sound track, the undescribed one.
PLAYED = ("described.m4a", "described.flac", "described.wav")
BEFORE_MS, AFTER_MS = 2_000, 1_000  # of the mix around a narration, so that it is heard in place


@dataclass(frozen=True, kw_only=True, slots=True)
class Sounds:
    """The addresses of the stem and of the described mix; "" where there is no such mix."""

    stem: str
    mix: str

    def alone(self, heard: Span) -> str:
        """Return the address of one narration in the stem."""
        return stretch(self.stem, heard)

    def in_mix(self, heard: Span) -> str:
        """Return the address of the mix around a span, "" where no browser plays it."""
        if not self.mix:
            return ""
        around = Span(start_ms=max(0, heard.start_ms - BEFORE_MS), end_ms=heard.end_ms + AFTER_MS)
        return stretch(self.mix, around)


def sounds_of(delivery: Delivery) -> Sounds:
    """Return what can be played of the files of a job."""
    mix = next((delivery.name(usual) for usual in PLAYED if usual in delivery.files), "")
    return Sounds(stem=address(delivery.name(STEM)), mix=address(mix))


def address(name: str) -> str:
    """Return the relative URL of a file beside the page."""
    return quote(name, safe="", errors="replace")


def stretch(url: str, span: Span) -> str:
    """Return the address of a stretch of a sound file, to the hundredth of a second."""
    return f"{url}#t={seconds(span.start_ms)},{seconds(span.end_ms)}"


def seconds(time_ms: int) -> str:
    """Return a time in seconds, without zeros that say nothing."""
    return f"{time_ms / MS_PER_SECOND:.2f}".rstrip("0").rstrip(".")


def why_no_mix(delivery: Delivery, *, has_programme: bool) -> str:
    """Say in plain words why the described mix cannot be heard on the page; "" where it can."""
    if any(usual in delivery.files for usual in PLAYED):
        return ""
    if not has_programme:
        return (
            "There was no programme, so there is no described mix. "
            "Each narration can be played by itself."
        )
    return (
        "No described mix that a browser can play was made. Each narration can be played by "
        "itself; to hear it in the mix too, render with --format m4a."
    )
