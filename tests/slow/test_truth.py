"""No narration stands over words that are truly spoken, where there is room for it elsewhere.

The speech of the seed episode is known, and that of programmes which
../shared/tools/make_programme.py makes. Where a narration could stand is found here from that truth
alone; nothing of the placing is used.
"""

import json
import runpy
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from narrator.cache import ClipCache
from narrator.job import Job
from narrator.kit import Kit
from narrator.pipeline import narrate

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared"
TOOL = SHARED / "tools" / "make_programme.py"
DEV = SHARED / "corpus" / "dev"

SEED = REPOSITORY / "seeds" / "tide_clerk"

pytestmark = pytest.mark.slow

Seconds = tuple[float, float]
MADE = "made"
CORPUS = ("06_deep_line", "14_telenovela")
EPISODES = (SEED.name, *CORPUS, MADE)
MINUTES = 4.0
APART_S = 0.25  # between two narrations


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A narration: its name, its cue, when it may start, how long it is, where it stands."""

    name: str
    cue_s: float
    reach: Seconds
    length_s: float
    start_s: float
    fit: str

    @property
    def span(self) -> Seconds:
        """Where it stands."""
        return self.start_s, self.start_s + self.length_s


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendered:
    """A rendered programme: its narrations, what is left out of it, and the truth."""

    said: tuple[Said, ...]
    omitted: tuple[str, ...]
    speech: tuple[Seconds, ...]
    duration_s: float


@pytest.fixture(scope="module", params=EPISODES)
def rendered(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rendered:
    """Return each of the programmes, rendered."""
    return render(request.param, tmp_path_factory.mktemp(request.param))


def render(name: str, folder: Path) -> Rendered:
    """Render an episode with its captions narrated, made first where it is not the seed episode."""
    subtitles, programme, truth_file = material(name, folder)
    job = Job(source=subtitles, programme=programme, output=folder / "out", engine="pyttsx3")
    kit = Kit(cache=ClipCache(folder / "cache"), heard_folder=folder / "heard")
    cuesheet = narrate(job, kit).files[0].parent / "cuesheet.json"
    settings = job.settings.place["captions"]
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    sheet = json.loads(cuesheet.read_text(encoding="utf-8"))
    return Rendered(
        said=tuple(
            said(each, settings.lead_ms / 1000, settings.lag_ms / 1000)
            for each in sheet["narrations"]
        ),
        omitted=tuple(each["why"] for each in sheet["omitted"]),
        speech=tuple((start, end) for start, end in truth["speech"]),
        duration_s=truth["duration"],
    )


def material(name: str, folder: Path) -> tuple[Path, Path, Path]:
    """Return subtitles, programme and truth of an episode."""
    if name == SEED.name:
        srt, mkv, truth = (SEED.with_suffix(end) for end in (".srt", ".mkv", ".truth.json"))
        return srt, mkv, truth
    if not TOOL.is_file():
        pytest.skip("../shared/tools/make_programme.py does not stand beside the checkout")
    programme, gold = folder / "programme.wav", folder / "made.gold.json"
    subtitles = programme.with_suffix(".srt")  # the tool writes it
    if name in CORPUS:
        gold, subtitles = DEV / f"{name}.gold.json", DEV / f"{name}.srt"
    else:
        cues = runpy.run_path(str(REPOSITORY / "bench" / "episode.py"))["episode"](MINUTES)
        gold.write_text(json.dumps(cues), encoding="utf-8")
    command = [sys.executable, str(TOOL), str(gold), str(programme)]
    subprocess.run(command, check=True, capture_output=True)
    return subtitles, programme, programme.with_suffix(".truth.json")


def said(entry: dict[str, Any], lead_s: float, lag_s: float) -> Said:
    """Return a narration of the cue sheet."""
    cue_s = entry["cue"]["start"]
    return Said(
        name=f"{entry['id']} {entry['text'][:40]!r}",
        cue_s=cue_s,
        reach=(max(0.0, cue_s - lead_s), cue_s + lag_s),
        length_s=entry["end"] - entry["start"],
        start_s=entry["start"],
        fit="; ".join(entry["fit"]),
    )


def over_speech_s(span: Seconds, speech: Sequence[Seconds]) -> float:
    """Return how long a span is over the truth."""
    return sum(max(0.0, min(span[1], end) - max(span[0], start)) for start, end in speech)


def silences(taken: Sequence[Seconds], duration_s: float) -> Iterator[Seconds]:
    """Yield what is between spans, which may overlap."""
    at_s = 0.0
    for start, end in sorted(taken):
        if start > at_s:
            yield at_s, start
        at_s = max(at_s, end)
    yield at_s, duration_s


def room_for(said: Said, rendered: Rendered) -> float | None:
    """Return where a narration would fit beside speech and the other narrations, None nowhere."""
    place = rendered.said.index(said)
    others = [each.span for each in rendered.said[:place] + rendered.said[place + 1 :]]
    others = [(a - APART_S, b + APART_S) for a, b in others]
    # Order is kept: not before the narration before it, nor after the one after it.
    first = rendered.said[place - 1].span[1] if place else 0.0
    last = rendered.said[place + 1].start_s if place + 1 < len(rendered.said) else 1e9
    for start, end in silences([*rendered.speech, *others], rendered.duration_s):
        at_s = max(start, said.reach[0], first)
        if at_s <= min(said.reach[1], last) and at_s + said.length_s <= end:
            return at_s
    return None


def needless(rendered: Rendered) -> list[str]:
    """Return the narrations that are over true speech and need not be."""
    found = []
    for each in rendered.said:
        over_s = over_speech_s(each.span, rendered.speech)
        room_s = room_for(each, rendered) if over_s > 0 else None
        if room_s is not None:
            found.append(f"{each.name} at {each.start_s:.2f} s is over speech for {over_s:.3f} s; "
                         f"there is room at {room_s:.2f} s")  # fmt: skip
    return found


def test_nothing_is_over_true_speech_where_there_is_room(rendered: Rendered) -> None:
    """To the millisecond, with no allowance for the error of the ear."""
    assert rendered.said
    assert needless(rendered) == []


def test_what_is_over_true_speech_is_written_down(rendered: Rendered) -> None:
    """Every narration over words is one of which the cue sheet says so; what is left out, why."""
    for each in rendered.said:
        if over_speech_s(each.span, rendered.speech) > 0:
            assert "over dialogue" in each.fit, each
    assert all(rendered.omitted)


def test_left_at_their_cues_more_would_be_over_speech(rendered: Rendered) -> None:
    """The programmes ask for something: by seconds, at least half as much again."""
    at_cues = [replace(each, start_s=each.cue_s) for each in rendered.said]
    over_s, left_s = (
        sum(over_speech_s(each.span, rendered.speech) for each in narrations)
        for narrations in (rendered.said, at_cues)
    )
    assert left_s > 1.5 * over_s


def test_a_narration_put_over_words_is_found_out(rendered: Rendered) -> None:
    """One that has room is moved over the nearest words, and the check names it."""
    free = next(
        each
        for each in rendered.said
        if over_speech_s(each.span, rendered.speech) == 0 and room_for(each, rendered) is not None
    )
    nearest = min(rendered.speech, key=lambda span: abs(span[0] - free.start_s))
    moved = replace(free, start_s=nearest[0] - free.length_s + 0.001)
    place = rendered.said.index(free)
    told = replace(rendered, said=(*rendered.said[:place], moved, *rendered.said[place + 1 :]))
    assert any(found.startswith(free.name) for found in needless(told))
