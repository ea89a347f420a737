"""Preview: the folder of a render, played back as a receiver would mix it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from narrator.derived.receiver_mix import MIX
from narrator.errors import JobError, UnreadableInputError
from narrator.job import must_be_file
from narrator.media.controltrack import read_control
from narrator.media.files import must_spare
from narrator.media.playback import Reception, play_back
from narrator.media.probe import probe
from narrator.model import Finding
from narrator.naming import CUE_SHEET
from narrator.settings import structured
from narrator.writers.names import STEM

_RENDER = "Render it anew with --profile receiver-mix."
_MOST_DB, _LONGEST_S = 200, 60
_LAYOUTS = {1: "mono", 2: "stereo"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """What the cue sheet of a render says that a receiver has to know.

    Times are seconds, as there. channels and gain_db are those of the programme as mixed.
    """

    programme: Path
    channels: int
    gain_db: float
    is_held: bool
    files: dict[str, str]
    interval_s: float
    offset_s: float

    def __post_init__(self) -> None:
        """Raise ValueError for what no render writes; not a number is no less than anything."""
        if not (abs(self.gain_db) < _MOST_DB and 0 < self.interval_s < _LONGEST_S):
            raise ValueError("a gain or an interval that no render has")
        if not abs(self.offset_s) < _LONGEST_S:
            raise ValueError("an offset that no render has")


def preview(
    folder: Path, output: Path, *, programme: Path | None = None, control: Path | None = None
) -> tuple[Finding, ...]:
    """Write what a receiver would play, and return what is to be said of it.

    The narration and the control data are those of receiver-mix.wav; with `control`, a file of
    its own, the narration is the stem. `programme` is where the programme is now. Raises
    UnreadableInputError and JobError where something is missing, and as `play_back` does.
    """
    sheet = read_sheet(folder / CUE_SHEET)
    if sheet.is_held:
        raise JobError(
            "The programme of this render is held for narration, which no receiver can do.",
            "Render without --extended.",
        )
    narration = _product(folder, sheet, MIX if control is None else STEM)
    signal, source = control or narration, programme or sheet.programme
    must_be_file(signal, "control data")
    must_be_file(source, "programme")
    must_spare(output, (signal, source, narration, folder / CUE_SHEET))
    track = read_control(
        signal,
        interval_ms=round(sheet.interval_s * 1000),
        offset_ms=round(sheet.offset_s * 1000),
    )
    reception = Reception(
        narration=narration,
        fades=track.fades,
        programme=probe(source),
        gain_db=sheet.gain_db,
        layout=_LAYOUTS.get(sheet.channels),
    )
    return (*track.findings, *_clipping(play_back(reception, output)))


def read_sheet(path: Path) -> Sheet:
    """Return what a receiver has to know of a cue sheet. Raises UnreadableInputError."""
    must_be_file(path, "cue sheet")
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return _sheet(told)
    except (KeyError, TypeError, ValueError, RecursionError, JobError) as error:
        message = f"{path} is no cue sheet that a receiver mix was made with."
        raise UnreadableInputError(message, _RENDER) from error
    except OSError as error:
        raise UnreadableInputError(f"{path} cannot be read: {error.strerror}.") from error


def _sheet(told: Mapping[str, Any]) -> Sheet:
    if told["programme"] is None:
        raise UnreadableInputError(
            "This render had no programme to mix with.", "Render it anew with --programme."
        )
    programme, control = told["programme"], told["control"]
    table = {
        "programme": programme["path"],
        "channels": programme["channels"],
        "gain_db": programme["gain_db"],
        "is_held": bool(told["holds"]),
        "files": told["files"],
        "interval_s": control["interval"],
        "offset_s": control["offset"],
    }
    return structured(Sheet, table, "The cue sheet")


def _product(folder: Path, sheet: Sheet, usual: str) -> Path:
    path = folder / Path(sheet.files.get(usual, usual)).name
    if not path.is_file():
        raise UnreadableInputError(f"There is no {path.name} in {folder}.", _RENDER)
    return path


def _clipping(count: int) -> tuple[Finding, ...]:
    if not count:
        return ()
    message = f"{count} samples of the receiver's mix are beyond full scale and were clipped."
    return (Finding(code="receiver-clips", message=message),)
