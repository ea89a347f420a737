"""The mix itself: one pass over the programme in blocks of some seconds, whatever its length.

Outside the dips the programme's bytes go through untouched. Inside, a sample is computed in
float64 and rounded once to the programme's own format; the limiter keeps the sum from clipping.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from narrator.errors import JobError
from narrator.levels import PEAK_SPARE_DB, MixSettings
from narrator.media.blending import Sound, blend, sound_of, stem_bytes, stem_format
from narrator.media.bwf import Broadcast
from narrator.media.dips import gain_blocks
from narrator.media.ear import Ear, Overheard
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.files import writing_aside
from narrator.media.formats import FORMATS, unfit
from narrator.media.narration import blocks_of, narration_blocks
from narrator.media.outlet import Outlet, described_stream, outlet, stem_stream
from narrator.media.packing import Packing
from narrator.media.parts import Part, held_down
from narrator.media.probe import probe_tracks
from narrator.media.purpose import title_of
from narrator.media.run import STALL_S
from narrator.media.soundshape import SoundShape, shape_of
from narrator.media.source import Source, blocks, programme_sound, wrong_length
from narrator.mix import late_voicings
from narrator.model import Finding, Hold, MixPlan, Mode, Programme

_SAMPLES_A_BLOCK = 300_000  # of all channels: with fewer, threads wait more for each other
_FLAC = {"flac", "mkv"}  # they hold the MD5 of their samples, so that it need not be measured


@dataclass(frozen=True, kw_only=True, slots=True)
class Described:
    """A described mix to be made: a key of FORMATS, and the file it goes to."""

    format: str
    path: Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Deliverables:
    """What a mixdown makes: the stem, described mixes, and the described track's labels.

    about is what the WAV files say of themselves, None for plain ones. title is None for the
    usual one of the mode, in the language.
    """

    stem: Path
    described: tuple[Described, ...] = ()
    language: str | None = None
    title: str | None = None
    mode: Mode = "captions"
    about: Broadcast | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MixResult:
    """What a mixdown did: samples that had to be clipped (0 by construction), and findings.

    stem and described are what was heard of each on its way, described where there is one.
    """

    clipped_samples: int
    findings: tuple[Finding, ...]
    stem: Overheard
    described: Overheard | None = None


def mix_down(
    plan: MixPlan,
    programme: Programme | None,
    deliverables: Deliverables,
    settings: MixSettings,
    *,
    stall_s: float = STALL_S,
) -> MixResult:
    """Write the mono stem, and the described mix in each form asked for, as `plan` says.

    All are plan.length_samples long, and all files appear whole at the end, or none. The stem
    has 16 bits where the programme has, else 24. Raises MediaError where ffmpeg fails, does
    nothing for `stall_s` seconds, or gives a sound that is not as long as measured, OutputError
    where a file cannot be written, SpeechError for a clip that cannot be read, and JobError for a
    described mix without a programme or in a format that does not take its channels.
    """
    packing = _packing(programme, deliverables, plan.holds)
    paths = [deliverables.stem, *(each.path for each in deliverables.described)]
    with ExitStack() as stack:
        asides = [stack.enter_context(writing_aside(path)) for path in paths]
        streams = [
            stem_stream(asides[0], plan, stem_format(programme), deliverables.about),
            *_mix_streams(deliverables, asides[1:], plan, packing, stall_s),
        ]
        outlets = [
            stack.enter_context(outlet(path, stream))
            for path, stream in zip(paths, streams, strict=True)
        ]
        opened = programme_sound(programme, plan.holds, stall_s=stall_s)
        ears = _ears(plan, programme, deliverables)
        sound = sound_of(programme, plan)
        clipped = _pump(plan, opened, sound=sound, settings=settings, outlets=outlets, ears=ears)
    findings = (*late_voicings(plan), *_clipping(clipped), *_losses(deliverables, packing))
    stem, *described = (ear.tell() for ear in ears)
    return MixResult(
        clipped_samples=clipped, findings=findings, stem=stem, described=next(iter(described), None)
    )


def _packing(
    programme: Programme | None, deliverables: Deliverables, holds: tuple[Hold, ...]
) -> Packing | None:
    if not deliverables.described:
        return None
    if programme is None:
        raise JobError("A described mix needs a programme.", "Give one with --programme.")
    for each in deliverables.described:
        if reason := unfit(each.format, programme):
            raise JobError(reason, "Ask for wav or mkv.")
    keeps = any(FORMATS[each.format].keeps_tracks for each in deliverables.described)
    return Packing(
        program=find_ffmpeg(),
        programme=programme,
        tracks=probe_tracks(programme.path) if keeps else (),
        language=deliverables.language,
        title=deliverables.title or title_of(deliverables.mode, deliverables.language),
        mode=deliverables.mode,
        holds=holds,
        about=deliverables.about,
    )


def _mix_streams(
    deliverables: Deliverables,
    asides: Sequence[Path],
    plan: MixPlan,
    packing: Packing | None,
    stall_s: float,
) -> Iterator[AbstractContextManager[IO[bytes]]]:
    """Yield the unopened stream of each described mix, at its place aside."""
    if packing is not None:
        for each, aside in zip(deliverables.described, asides, strict=True):
            yield described_stream(each.format, aside, plan, packing, stall_s=stall_s)


def _ears(
    plan: MixPlan, programme: Programme | None, deliverables: Deliverables
) -> tuple[Ear, ...]:
    """Return an ear for the stem, and one for the described mix where there is one."""
    mono = SoundShape(
        rate_hz=plan.rate_hz,
        channels=1,
        layout="mono",
        sample_format=stem_format(programme),
    )
    if programme is None or not deliverables.described:
        return (Ear(mono),)
    with_md5 = any(each.format in _FLAC for each in deliverables.described)
    return Ear(mono), Ear(shape_of(programme), with_md5=with_md5)


def _pump(  # noqa: PLR0913 - what is mixed, how, and who gets it
    plan: MixPlan,
    opened: AbstractContextManager[Source],
    *,
    sound: Sound,
    settings: MixSettings,
    outlets: Sequence[Outlet],
    ears: Sequence[Ear],
) -> int:
    """Send the whole mix to the outlets and the ears, the stem's first; return what clipped."""
    stem, *mixes = outlets
    stem_ear, *mix_ears = ears
    clipped, mixed = 0, 0
    with opened as source:
        if sound.body.stop > plan.length_samples:
            raise wrong_length("longer")
        for part in _parts(plan, source, sound, settings):
            frames, beyond = blend(part.raw, part.narration, part.gain, sound, part.programme)
            for ear in mix_ears:
                ear.take(frames)
            for mix in mixes:
                mix.write(frames)
            stem_frames, stem_beyond = stem_bytes(part.narration, sound)
            stem_ear.take(stem_frames)
            stem.write(stem_frames)
            clipped, mixed = clipped + beyond + stem_beyond, mixed + len(part)
    if mixed < plan.length_samples:
        raise wrong_length("shorter")
    return clipped


def _parts(plan: MixPlan, source: Source, sound: Sound, settings: MixSettings) -> Iterator[Part]:
    """Yield the mix in parts, ready to be blended; fewer where `source` ends early."""
    block = plan.rate_hz * max(1, _SAMPLES_A_BLOCK // (plan.rate_hz * sound.channels))
    raws = blocks(source, blocks_of(plan.length_samples, block), sound.body, sound.frame_bytes)
    narration, gains = narration_blocks(plan, block=block), gain_blocks(plan, block=block)
    parts = (
        Part(raw=raw, narration=spoken.astype(sound.pcm.kind, copy=False), gain=gain)
        for raw, spoken, gain in zip(raws, narration, gains, strict=False)
    )
    ceiling = 10 ** ((settings.ceiling_dbtp - PEAK_SPARE_DB) / 20)
    return held_down(parts, sound, ceiling=ceiling, rate_hz=plan.rate_hz)


def _clipping(clipped: int) -> tuple[Finding, ...]:
    if not clipped:
        return ()
    message = f"{clipped} samples of the mix were beyond full scale and were clipped."
    return (Finding(code="clipped", message=message, blocking=True),)


def _losses(deliverables: Deliverables, packing: Packing | None) -> list[Finding]:
    if packing is None:
        return []
    formats = [FORMATS[each.format] for each in deliverables.described]
    return list(dict.fromkeys(finding for each in formats for finding in each.findings(packing)))
