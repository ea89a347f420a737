"""Preview: the folder of a render, played back as a receiver would mix it."""

from pathlib import Path

from narrator.checks.sheet import ControlTimes, CueSheet, SheetProgramme, ms, read_sheet
from narrator.derived.receiver_mix import MIX
from narrator.errors import JobError, UnreadableInputError
from narrator.job import must_be_file
from narrator.media.controltrack import read_control
from narrator.media.files import must_spare
from narrator.media.playback import Reception, play_back
from narrator.media.probe import probe
from narrator.model import Finding
from narrator.naming import CUE_SHEET
from narrator.writers.names import STEM

_RENDER = "Render it anew with --profile receiver-mix."
_LAYOUTS = {1: "mono", 2: "stereo"}


def preview(
    folder: Path, output: Path, *, programme: Path | None = None, control: Path | None = None
) -> tuple[Finding, ...]:
    """Write what a receiver would play, and return what is to be said of it.

    The narration and the control data are those of receiver-mix.wav; with `control`, a file of
    its own, the narration is the stem. `programme` is where the programme is now. Raises
    UnreadableInputError and JobError where something is missing, and as `play_back` does.
    """
    sheet = read_sheet(folder)
    mixed, times = _mixed(sheet), sheet.head.control
    narration = _product(folder, sheet, MIX if control is None else STEM)
    signal, source = control or narration, programme or mixed.here()
    must_be_file(signal, "control data")
    must_be_file(source, "programme")
    must_spare(output, (signal, source, narration, folder / CUE_SHEET))
    track = read_control(signal, interval_ms=_interval_ms(times), offset_ms=ms(times.offset))
    reception = Reception(
        narration=narration,
        fades=track.fades,
        programme=probe(source),
        gain_db=mixed.gain_db,
        layout=_LAYOUTS.get(mixed.channels),
    )
    return (*track.findings, *_clipping(play_back(reception, output)))


def _mixed(sheet: CueSheet) -> SheetProgramme:
    """Return the programme that a render was mixed with, for a receiver to mix again."""
    programme = sheet.head.programme
    if programme is None:
        raise UnreadableInputError(
            "This render had no programme to mix with.", "Render it anew with --programme."
        )
    if sheet.holds:
        raise JobError(
            "The programme of this render is held for narration, which no receiver can do.",
            "Render without --extended.",
        )
    return programme


def _interval_ms(control: ControlTimes) -> int:
    if control.interval is None:
        message = f"{CUE_SHEET} does not tell how often its control data come."
        raise UnreadableInputError(message, _RENDER)
    return ms(control.interval)


def _product(folder: Path, sheet: CueSheet, usual: str) -> Path:
    path = folder / Path(sheet.head.files.get(usual, usual)).name
    if not path.is_file():
        raise UnreadableInputError(f"There is no {path.name} in {folder}.", _RENDER)
    return path


def _clipping(count: int) -> tuple[Finding, ...]:
    if not count:
        return ()
    message = f"{count} samples of the receiver's mix are beyond full scale and were clipped."
    return (Finding(code="receiver-clips", message=message),)
