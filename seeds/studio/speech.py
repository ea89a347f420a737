"""Says the dialogue with espeak-ng and lays the beats out in time."""

import ctypes
import itertools
from collections.abc import Iterable, Iterator, Mapping

import espeakng_loader
import numpy as np
import soxr

from studio.nouns import Beat, Event, Role, Utterance, Wave

RATE_HZ = 48_000
FRAME_MS = 40
LEAD_MS = 40  # a cue stands one frame before its first sound
LINGER_MS = 240
TURN_MS = 280  # between two speakers of one cue
SPEECH_RMS = 0.1
SYNCHRONOUS, UTF8, CHARACTERS = 1, 1, 1
RATE, PITCH = 1, 3  # espeak_PARAMETER in speak_lib.h
QUIET = 0.01


class Speaker:
    """espeak-ng through its C library: text in, mono samples at 48 kHz out."""

    def __init__(self) -> None:
        """Load the library and hand it the place for its samples."""
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        folder = str(espeakng_loader.get_data_path()).encode()
        self._rate_hz = self._library.espeak_Initialize(SYNCHRONOUS, 0, folder, 0)
        # It seeds the breath in its voices from the clock, and no two runs would be alike.
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(1))
        self._pieces: list[Wave] = []
        kind = ctypes.CFUNCTYPE(
            ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
        )
        self._callback = kind(self._keep)  # espeak holds a bare pointer: ours keeps it alive
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, text: str, role: Role) -> Wave:
        """Return the spoken text, silence trimmed, at the level of all dialogue."""
        self._pieces.clear()
        if self._library.espeak_SetVoiceByName(role.espeak.encode()):
            raise SystemExit(f"espeak-ng has no voice {role.espeak}.")
        self._library.espeak_SetParameter(RATE, role.rate_wpm, 0)
        self._library.espeak_SetParameter(PITCH, role.pitch, 0)
        raw = text.encode() + b"\0"
        self._library.espeak_Synth(raw, len(raw), 0, CHARACTERS, 0, UTF8, None, None)
        self._library.espeak_Synchronize()
        wave = np.concatenate(self._pieces).astype(np.float32) / 32768
        return levelled(trimmed(soxr.resample(wave, self._rate_hz, RATE_HZ)))

    def _keep(self, samples: "ctypes._Pointer[ctypes.c_short]", count: int, _events: int) -> int:
        if count > 0 and samples:
            self._pieces.append(np.ctypeslib.as_array(samples, (count,)).copy())
        return 0


def trimmed(wave: Wave) -> Wave:
    """Cut the silence off both ends."""
    loud = np.flatnonzero(np.abs(wave) > QUIET)
    return wave[loud[0] : loud[-1] + 1]


def levelled(wave: Wave) -> Wave:
    """Bring the sounding part to one RMS so that no role drowns another."""
    sounding = wave[np.abs(wave) > QUIET]
    return np.asarray(wave * (SPEECH_RMS / np.sqrt(np.mean(sounding**2))), np.float32)


def sayings(beat: Beat) -> Iterator[tuple[str, str]]:
    """Yield (role, text) in the order spoken; capitals are for the eye, not for espeak."""
    texts = [line.text.lstrip("-") for line in beat.lines if line.tag == "dialogue"]
    if len(beat.roles) == 1:
        texts = [" ".join(texts)]
    for role, text in zip(beat.roles, texts, strict=True):
        yield role, text.capitalize() if text.isupper() else text


def utterances(
    beat: Beat, start_ms: int, speaker: Speaker, cast: Mapping[str, Role]
) -> Iterator[Utterance]:
    """Speak a beat's dialogue, one role after the other, from start_ms on."""
    at_ms = start_ms
    for role, text in sayings(beat):
        wave = speaker.say(text, cast[role])
        end_ms = at_ms + round(1000 * len(wave) / RATE_HZ)
        yield Utterance(role=role, start_ms=at_ms, end_ms=end_ms, wave=wave)
        at_ms = end_ms + TURN_MS


def on_grid(time_ms: float) -> int:
    """Round up to the next picture."""
    return int(-(-time_ms // FRAME_MS) * FRAME_MS)


def event(beat: Beat, cursor_ms: int, speaker: Speaker, cast: Mapping[str, Role]) -> Event:
    """Give one beat its times: a cue covers its speech and stands at least its hold."""
    start_ms = on_grid(cursor_ms + round(1000 * beat.gap_s))
    spoken = tuple(utterances(beat, start_ms + LEAD_MS, speaker, cast))
    ends = [u.end_ms + LINGER_MS for u in spoken]
    end_ms = on_grid(max([start_ms + 1000 * beat.hold_s, *ends]))
    return Event(beat=beat, start_ms=start_ms, end_ms=end_ms, utterances=spoken)


def lay_out(beats: Iterable[Beat], cast: Mapping[str, Role]) -> tuple[Event, ...]:
    """Lay beats end to end; a negative gap lets one begin before those before it have ended."""
    speaker, cursor_ms, events = Speaker(), 0, []
    for beat in beats:
        events.append(event(beat, cursor_ms, speaker, cast))
        cursor_ms = max(cursor_ms, events[-1].end_ms)
    return tuple(events)


def cuts(events: Iterable[Event], end_ms: int) -> tuple[tuple[int, int, str], ...]:
    """Return (start_ms, end_ms, scene): shown text cuts on its cue, speech half a gap before."""
    points = [(0, "black")]
    for e in events:
        lead_ms = 0 if e.beat.place else on_grid(max(0.0, e.beat.gap_s) * 500)
        points += [(e.start_ms - lead_ms, e.beat.scene)] if e.beat.scene else []
        points += [(e.end_ms, e.beat.then)] if e.beat.then else []
    points.sort()
    closed = [*points, (end_ms, "black")]
    return tuple((a, b, name) for (a, name), (b, _) in itertools.pairwise(closed) if a < b)
