"""A programme's loudness measured once: kept by what the file is, for the next render of it."""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from narrator.curve import LoudnessCurve
from narrator.errors import OutputError
from narrator.media.files import writing_aside
from narrator.media.highest import Highest
from narrator.media.keeping import forget_oldest
from narrator.media.measure import measure
from narrator.media.soundmeter import SoundFacts
from narrator.media.speech.remembered import file_identity
from narrator.model import Damage, Loudness, Programme, Span

FORMAT = 7  # counts up when the same file comes to give other facts
MOST_KEPT = 500


def measured(
    programme: Programme, folder: Path, *, listen: Callable[[Programme], SoundFacts] = measure
) -> SoundFacts:
    """Return the facts of the programme's sound, from `folder` where it was measured before.

    A damaged file is made anew; of many more than MOST_KEPT the oldest go; where the folder cannot
    be written, nothing is kept. Raises as `measure` does, and UnreadableInputError.
    """
    path = folder / f"{facts_key(programme)}.npz"
    with suppress(OSError, EOFError, ValueError, KeyError, TypeError, BadZipFile):
        return _loaded(path)  # unless it is not there, or not whole
    facts = listen(programme)
    with suppress(OSError, OutputError):
        folder.mkdir(parents=True, exist_ok=True)
        with writing_aside(path) as aside, aside.open("wb") as file:
            np.savez(file, curve=facts.curve.momentary_lufs, rest=np.array(_rest(facts)))
        forget_oldest(folder, ".npz", MOST_KEPT)
    return facts


def facts_key(programme: Programme) -> str:
    """Return the digest of what decides the facts. Raises UnreadableInputError."""
    made_of = [
        FORMAT,
        file_identity(programme.path),
        programme.rate_hz,
        programme.channels,
        programme.layout,
        programme.sample_format,
        programme.sound_start_ms,
    ]
    return hashlib.sha256(json.dumps(made_of).encode()).hexdigest()


def _rest(facts: SoundFacts) -> str:
    return json.dumps(
        [
            facts.loudness.integrated_lufs,
            facts.loudness.true_peak_dbtp,
            facts.length_samples,
            facts.curve.start_ms,
            facts.damage and asdict(facts.damage),
            asdict(facts.highest),
        ]
    )


def _loaded(path: Path) -> SoundFacts:
    with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        integrated_lufs, true_peak_dbtp, length_samples, start_ms, damage, highest = json.loads(
            str(kept["rest"])
        )
        return SoundFacts(
            loudness=Loudness(integrated_lufs=integrated_lufs, true_peak_dbtp=true_peak_dbtp),
            length_samples=length_samples,
            curve=LoudnessCurve(momentary_lufs=kept["curve"], start_ms=start_ms),
            damage=damage and Damage(samples=damage["samples"], span=Span(**damage["span"])),
            highest=Highest(**highest),
        )
