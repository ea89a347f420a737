"""The nouns of the maker: a role, a beat of the story, and the event it becomes in time."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

Wave = npt.NDArray[np.float32]
Place = Literal["card", "title", "sign", "shop", "banner", "left", "right", "page", "stone"]
Markup = Literal["plain", "italic", "top"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Role:
    """A character's voice: an espeak-ng voice, its speed, pitch (0-100), pan and room (0-1).

    gain_db sets a quiet or a loud character off from the common level.
    """

    espeak: str
    rate_wpm: int
    pitch: int
    pan: float
    room: float
    gain_db: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One line of a cue and its tag."""

    text: str
    tag: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Beat:
    """One subtitle cue before it has times.

    roles speak the dialogue lines: one role says them all, two take a line each. gap_s is the
    time since everything before it ended, negative for an overlap; hold_s is the least time it
    stands. scene is cut to when it begins and then when it ends; place is where its shown lines
    are drawn. Beats with the same card are one card of several cues.
    """

    lines: tuple[Line, ...]
    roles: tuple[str, ...] = ()
    gap_s: float
    hold_s: float = 0.0
    place: Place | None = None
    scene: str | None = None
    then: str | None = None
    sounds: tuple[str, ...] = ()
    markup: Markup = "plain"
    card: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Utterance:
    """What one role says in one breath: mono samples at 48 kHz from start_ms on."""

    role: str
    start_ms: int
    end_ms: int
    wave: Wave


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """A beat with its times, on the 40 ms grid of the picture."""

    beat: Beat
    start_ms: int
    end_ms: int
    utterances: tuple[Utterance, ...]
