"""What a result has beside its sound, read back: script, texts, control data, playlists, labels."""

from collections.abc import Iterator
from functools import partial

from narrator.checks.delivered import Control, Text
from narrator.checks.folder import Gathering
from narrator.checks.manifests import read_manifest
from narrator.checks.offers import Playlist
from narrator.checks.playlists import read_media_playlist, read_multivariant
from narrator.checks.sheet import ms
from narrator.checks.texts import TEXTS, event_id, recorded_events
from narrator.checks.wave import Bext, read_bext
from narrator.control.constants import SIGNAL_HZ
from narrator.derived import dash, hls, stream
from narrator.derived.receiver_mix import MIX
from narrator.media.compare.control import read_control
from narrator.media.compare.receiver import LeftBeside, left_beside
from narrator.media.compare.stem import StemSound
from narrator.model import Script
from narrator.readers.dapt import read_script
from narrator.timecode import FRAME_RATES

SCRIPT = "script.dapt.xml"


def script_of(work: Gathering) -> Script | None:
    """Return the script; None, with the reason in `lacks`, where it cannot be read."""
    script = work.product(SCRIPT, read_script)
    if script is None:
        work.lacks["script"] = "the script cannot be read"
    return script


def spoken_units(work: Gathering) -> frozenset[str]:
    """Return the ids of the units that the script has a recording of."""
    return frozenset(map(event_id, work.product(SCRIPT, recorded_events) or []))


def texts_of(work: Gathering) -> Iterator[Text]:
    """Yield the text products that can be read."""
    start_ms = ms(work.sheet.head.start_timecode)
    rate = FRAME_RATES[work.sheet.head.frame_rate]
    for usual, reader in TEXTS.items():
        text = work.product(usual, partial(reader, start_ms=start_ms, rate=rate))
        if text is not None:
            yield text


def control_of(work: Gathering) -> Control | None:
    """Return the control track of the receiver mix as decoded, None where there is none."""
    name = work.name(MIX)
    heard = work.read(name, read_control) if name else None
    if name is None or heard is None:
        return None
    offset_ms = ms(work.sheet.head.control.offset)
    return Control(name=name, heard=heard, rate_hz=SIGNAL_HZ, offset_ms=offset_ms)


def left_of(work: Gathering, stem: StemSound | None) -> LeftBeside | None:
    """Hold the left channel of the receiver mix beside the stem, where there are both."""
    if stem is None:
        return None
    return work.product(MIX, partial(left_beside, stem=work.folder / stem.name))


def playlists_of(work: Gathering) -> Iterator[Playlist]:
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


def bexts_of(work: Gathering) -> Iterator[tuple[str, Bext]]:
    """Yield the bext chunks of WAV files, by name."""
    for name in work.sheet.head.files.values():
        if name.endswith(".wav") and (work.folder / name).is_file():
            bext = work.read(name, read_bext)
            if bext is not None:
                yield name, bext
