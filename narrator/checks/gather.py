"""What stands in a folder of results, gathered at the edge: read, probed, listened to."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TypeVar

from narrator.checks.delivered import Control, Delivered, Mix, Need, Text, laid_of
from narrator.checks.descriptors import read_descriptors, read_index
from narrator.checks.fragments import read_fragments
from narrator.checks.manifests import read_manifest
from narrator.checks.offers import Playlist
from narrator.checks.playlists import read_media_playlist, read_multivariant
from narrator.checks.sheet import HINT, CueSheet, ms, read_sheet
from narrator.checks.texts import TEXTS, event_id, recorded_events
from narrator.checks.wave import Bext, bytes_after, read_bext
from narrator.control.constants import SIGNAL_HZ
from narrator.derived import ad_descriptors, dash, hls, stream
from narrator.derived.receiver_mix import MIX
from narrator.errors import MediaError, NarratorError, UnreadableInputError
from narrator.holds import held_ms
from narrator.media.compare.control import read_control
from narrator.media.compare.receiver import LeftBeside, left_beside
from narrator.media.compare.sidebyside import (
    Against,
    Listened,
    MixFile,
    listen_against,
    listen_alone,
)
from narrator.media.compare.stem import StemSound, listen_to_stem
from narrator.media.files import output_path
from narrator.media.formats import FORMATS
from narrator.media.labels import SoundLabel, sound_labels
from narrator.media.probe import probe, probe_sounds
from narrator.media.speech.remembered import hear
from narrator.model import Programme, Script, Span
from narrator.profiles import PROFILES, Profile, profile_named
from narrator.readers.dapt import read_script
from narrator.timecode import FRAME_RATES
from narrator.writers.names import STEM, described_name

SCRIPT = "script.dapt.xml"
_RIGHTS = "Ask for the right to list it and to open its files."
_MOST_AFTER = 16 << 20
_SAME_MS = 50  # what two builds of ffmpeg may differ by in a programme's length

Value = TypeVar("Value")


@dataclass(frozen=True, kw_only=True, slots=True)
class Gathering:
    """A folder while it is gathered: what could not be read, and what is lacking, and why."""

    folder: Path
    sheet: CueSheet
    unreadable: dict[str, str] = field(default_factory=dict)
    lacks: dict[Need, str] = field(default_factory=dict)

    def name(self, usual: str) -> str | None:
        """Return what a file is called, None where there is none such, or it cannot be read."""
        name = self.sheet.head.files.get(usual)
        is_there = name is not None and (self.folder / name).is_file()
        return name if is_there and name not in self.unreadable else None

    def read(self, name: str, reader: Callable[[Path], Value]) -> Value | None:
        """Return what a reader makes of a file, None where it cannot, and remember why."""
        try:
            return reader(self.folder / name)
        except (NarratorError, OSError, ValueError) as error:
            self.unreadable[name] = str(error) or type(error).__name__
        return None

    def product(self, usual: str, reader: Callable[[Path], Value]) -> Value | None:
        """Return what a reader makes of a product, None where there is none or it cannot."""
        name = self.name(usual)
        return self.read(name, reader) if name else None


def gather(
    folder: Path, profile: str | None, heard_folder: Path, *, programme: Path | None = None
) -> Delivered:
    """Return what stands in a folder; profile is the name of one, None for the cue sheet's own.

    programme tells where the programme is now, None for where the cue sheet has it. Raises
    UnreadableInputError where the folder is no result, and JobError where there is no such
    profile.
    """
    present = _present(folder)
    sheet = read_sheet(folder)
    must_stay_within(folder, sheet.head.files.values())
    work = Gathering(folder=folder, sheet=sheet)
    found_profile = _profile(profile, work)
    work.unreadable.update(_unsound(folder, sheet.head.files.values()))
    probed = _programme(work, programme)
    stem = _stem(work)
    mixes = _mixes(work, probed, stem)
    script = _script(work)
    speech = _speech(work, probed, heard_folder)
    return Delivered(
        folder=folder,
        sheet=sheet,
        present=present,
        profile=found_profile,
        programme=probed,
        stem=stem,
        mixes=mixes,
        script=script,
        spoken_units=_spoken_units(work),
        texts=tuple(_texts(work)),
        control=_control(work),
        left=_left(work, stem),
        descriptors=work.product(ad_descriptors.STREAM, read_descriptors),
        stream=work.product(stream.STREAM, read_fragments),
        playlists=tuple(_playlists(work)),
        index=work.product(ad_descriptors.INDEX, read_index),
        bexts=dict(_bexts(work)),
        speech=speech,
        unreadable=work.unreadable,
        lacks=work.lacks,
    )


def _present(folder: Path) -> frozenset[str]:
    """Return the names of the files in a folder. Raises UnreadableInputError."""
    try:
        if not folder.is_dir():
            raise UnreadableInputError(f"{folder} is no folder.", HINT)
        return frozenset(path.name for path in folder.iterdir() if path.is_file())
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"The folder {folder} cannot be read: {reason}."
        raise UnreadableInputError(message, _RIGHTS) from error


def must_stay_within(folder: Path, names: Iterable[str]) -> None:
    """Raise UnreadableInputError for a name that is not that of a file in the folder."""
    for name in names:
        try:
            output_path(folder, name)
        except NarratorError as error:
            cause = error.__cause__
            why = cause.strerror if isinstance(cause, OSError) else error.message
            message = f"The cue sheet names what is not in its folder, {name[:60]!r}: {why}"
            raise UnreadableInputError(message, HINT) from error


def _unsound(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the files that are not opened, and why.

    Empty ones, as of a render that did not end, and WAV files with so much behind their sound
    that decoders would walk through it for hours.
    """
    for name in names:
        path = folder / name
        if path.is_file() and not path.stat().st_size:
            yield name, "it is empty"
        elif path.is_file() and os.access(path, os.R_OK) and bytes_after(path) > _MOST_AFTER:
            yield name, f"more than {_MOST_AFTER >> 20} MiB stand after its end"


def _profile(given: str | None, work: Gathering) -> Profile | None:
    if given is not None:
        return profile_named(given)
    told = work.sheet.head.profile
    if told not in PROFILES:  # a path that a foreign file tells is not opened
        work.lacks["profile"] = (
            f"the cue sheet's profile {told[:80]!r} does not come with narrator; "
            "give its TOML file with --profile"
        )
    return PROFILES.get(told)


def _programme(work: Gathering, given: Path | None) -> Programme | None:
    told = work.sheet.head.programme
    if told is None:
        work.lacks["programme"] = "the result was made without a programme"
        return None
    try:
        programme = probe(given or Path(told.path))
    except (UnreadableInputError, ValueError) as error:
        why = f"it was moved or cannot be read (--programme tells where it is): {error}"
        work.lacks["programme"] = why
        return None
    if abs(programme.duration_ms - ms(told.duration)) > _SAME_MS:
        work.lacks["programme"] = (
            f"{programme.path} is {programme.duration_ms / 1000:.3f} s long, where the cue sheet's "
            f"programme was {told.duration:.3f} s: it is another one"
        )
        return None
    return programme


def _stem(work: Gathering) -> StemSound | None:
    name = work.name(STEM)
    stem = work.read(name, listen_to_stem) if name else None
    if stem is None:
        work.lacks["stem"] = (
            f"the stem cannot be read: {work.unreadable.get(name or '', 'no file')}"
        )
    return stem


def _mixes(work: Gathering, programme: Programme | None, stem: StemSound | None) -> tuple[Mix, ...]:
    """Listen to the described mixes: those of one shape together, so that all is decoded once."""
    usual = (*map(described_name, FORMATS), stream.STREAM)
    names = filter(None, map(work.name, usual))
    opened = [(name, each) for name in names if (each := work.read(name, _opened)) is not None]
    opened.sort(key=lambda pair: _likeness(pair[1][0]))
    found: list[Mix] = []
    for _, group in groupby(opened, key=lambda pair: _likeness(pair[1][0])):
        found += _listened(list(group), work, programme, stem)
    if not found:
        work.lacks["mixes"] = "the result has no described mix that can be read"
    return tuple(sorted(found, key=lambda mix: mix.name))


_Opened = tuple[str, tuple[MixFile, tuple[SoundLabel, ...]]]


def _opened(path: Path) -> tuple[MixFile, tuple[SoundLabel, ...]]:
    labels, shapes = sound_labels(path), probe_sounds(path)
    if not labels:
        raise UnreadableInputError(f"{path.name} has no sound track.")
    track = len(shapes) - 1
    mix = MixFile(path=path, track=track, shape=shapes[-1], loses=labels[-1].loses)
    return mix, labels


def _likeness(mix: MixFile) -> tuple[int, str, int]:
    return (mix.shape.rate_hz, mix.shape.layout, mix.shape.channels)


def _listened(
    group: list[_Opened], work: Gathering, programme: Programme | None, stem: StemSound | None
) -> Iterator[Mix]:
    files = [mix for _, (mix, _) in group]
    for (name, (mix, labels)), heard in zip(
        group, _heard(files, work, programme, stem), strict=True
    ):
        if heard is not None:
            yield Mix(name=name, shape=mix.shape, labels=labels, listened=heard)


def _heard(
    mixes: list[MixFile], work: Gathering, programme: Programme | None, stem: StemSound | None
) -> list[Listened | None]:
    """Listen to mixes of one shape together; where that fails, to each by itself."""
    if stem is not None and held_ms(work.sheet.holds) > stem.length_ms:
        work.lacks["programme"] = "the cue sheet holds it for longer than the stem lasts"
    elif programme is not None and stem is not None and stem.rate_hz == mixes[0].shape.rate_hz:
        against = Against(
            programme=programme,
            stem=work.folder / stem.name,
            laid=laid_of(work.sheet),
            gain_db=work.sheet.head.programme.gain_db if work.sheet.head.programme else 0.0,
        )
        try:
            return list(listen_against(mixes, against))
        except MediaError as error:
            work.lacks["programme"] = f"the sound could not be decoded side by side: {error}"
    return [work.read(mix.path.name, partial(_alone, mix)) for mix in mixes]


def _alone(mix: MixFile, _: Path) -> Listened:
    return listen_alone(mix)


def _script(work: Gathering) -> Script | None:
    name = work.name(SCRIPT)
    script = work.read(name, read_script) if name else None
    if script is None:
        work.lacks["script"] = "the script cannot be read"
    return script


def _spoken_units(work: Gathering) -> frozenset[str]:
    name = work.name(SCRIPT)
    events = work.read(name, recorded_events) if name else None
    return frozenset(map(event_id, events or []))


def _texts(work: Gathering) -> Iterator[Text]:
    start_ms = ms(work.sheet.head.start_timecode)
    rate = FRAME_RATES[work.sheet.head.frame_rate]
    for usual, reader in TEXTS.items():
        name = work.name(usual)
        text = work.read(name, partial(reader, start_ms=start_ms, rate=rate)) if name else None
        if text is not None:
            yield text


def _control(work: Gathering) -> Control | None:
    name = work.name(MIX)
    heard = work.read(name, read_control) if name else None
    if name is None or heard is None:
        return None
    offset_ms = ms(work.sheet.head.control.offset)
    return Control(name=name, heard=heard, rate_hz=SIGNAL_HZ, offset_ms=offset_ms)


def _left(work: Gathering, stem: StemSound | None) -> LeftBeside | None:
    if stem is None:
        return None
    return work.product(MIX, partial(left_beside, stem=work.folder / stem.name))


def _playlists(work: Gathering) -> Iterator[Playlist]:
    """Yield what HLS and DASH are offered, each held to the name of what it is to play."""
    for usual, reader, plays in (
        (hls.MULTIVARIANT, read_multivariant, hls.PLAYLIST),
        (hls.PLAYLIST, read_media_playlist, stream.STREAM),
        (dash.MANIFEST, read_manifest, stream.STREAM),
    ):
        name = work.sheet.head.files.get(plays, plays)
        found = work.product(usual, partial(reader, plays=name))
        if found is not None:
            yield found


def _bexts(work: Gathering) -> Iterator[tuple[str, Bext]]:
    for name in work.sheet.head.files.values():
        if name.endswith(".wav") and (work.folder / name).is_file():
            bext = work.read(name, read_bext)
            if bext is not None:
                yield name, bext


def _speech(work: Gathering, programme: Programme | None, folder: Path) -> tuple[Span, ...]:
    """Listen for speech where narrations stand."""
    if programme is None:
        work.lacks["hearing"] = work.lacks["programme"]
        return ()
    windows = [each.on_programme.span for each in work.sheet.narrations]
    try:
        heard = hear(programme, [each for each in windows if each.duration_ms], folder)
    except NarratorError as error:
        work.lacks["hearing"] = str(error)
        return ()
    if not heard.listened:
        told = [finding.message for finding in heard.findings]
        work.lacks["hearing"] = told[0] if told else "there was nothing to listen to"
    return heard.speech
