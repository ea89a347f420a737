"""The stem and the described mixes of a result, listened to."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from pathlib import Path

from narrator.checks.delivered import Mix, laid_of
from narrator.checks.folder import Gathering
from narrator.derived import stream
from narrator.errors import MediaError, UnreadableInputError
from narrator.holds import held_ms
from narrator.media.compare.sidebyside import (
    Against,
    Listened,
    MixFile,
    listen_against,
    listen_alone,
)
from narrator.media.compare.stem import StemSound, listen_to_stem
from narrator.media.formats import FORMATS
from narrator.media.labels import SoundLabel, sound_labels
from narrator.media.probe import probe_sounds
from narrator.model import Programme
from narrator.writers.names import STEM, described_name


def stem_of(work: Gathering) -> StemSound | None:
    """Listen to the stem; None, with the reason in `lacks`, where it cannot be read."""
    name = work.name(STEM)
    stem = work.read(name, listen_to_stem) if name else None
    if stem is None:
        work.lacks["stem"] = (
            f"the stem cannot be read: {work.unreadable.get(name or '', 'no file')}"
        )
    return stem


def mixes_of(
    work: Gathering, programme: Programme | None, stem: StemSound | None
) -> tuple[Mix, ...]:
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
