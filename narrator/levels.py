"""How loud everything is in the mix: the settings, and what follows from them for one narration.

| what | number | setting |
|---|---|---|
| narration | as the programme, within −36 and −16 LUFS | narration_lu, quietest_, loudest_lufs |
| programme under a narration | 9 LU below it, measured in that very moment | above_lu |
| deepest dip | −15 dB | deepest_db |
| a dip under 1.5 dB | is not made: a quiet scene is left alone | least_dip_db |
| what a dip may not do, the narration may | up to +4 LU | most_raise_lu |
| way down, way up | 300 ms, 500 ms | fade_in_ms, fade_out_ms |
| narrations that share a dip, the deeper | less than 1 s apart | merge_gap_ms |
| true peak of the mix | −1 dBTP, by holding the narration down | ceiling_dbtp |

So a programme at its usual loudness dips by 9 dB, a loud scene by more, a quiet one not at all.
9 dB, 300 and 500 ms are common in the trade, not a standard.
"""

from dataclasses import dataclass

from narrator.curve import heard_on
from narrator.errors import JobError
from narrator.model import Programme

PEAK_SPARE_DB = 0.1  # kept below the ceiling, for what two good peak meters differ by
_STEREO_CHANNELS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class LoudnessTarget:
    """The loudness that a service asks for, and how far from it a mix may be."""

    lufs: float
    tolerance_lu: float


@dataclass(frozen=True, kw_only=True, slots=True)
class MixSettings:
    """How narration is mixed; the table above tells what each is for.

    The programme's loudness counts as silent_programme_lufs where it has none. target is None
    where the programme keeps its own loudness.
    """

    above_lu: float = 9.0
    deepest_db: float = -15.0
    least_dip_db: float = 1.5
    most_raise_lu: float = 4.0
    fade_in_ms: int = 300
    fade_out_ms: int = 500
    merge_gap_ms: int = 1000
    ceiling_dbtp: float = -1.0
    narration_lu: float = 0.0
    silent_programme_lufs: float = -23.0
    quietest_lufs: float = -36.0
    loudest_lufs: float = -16.0
    target: LoudnessTarget | None = None

    def __post_init__(self) -> None:
        """Raise JobError where a setting makes no sense."""
        if min(self.fade_in_ms, self.fade_out_ms, self.merge_gap_ms) < 0:
            raise JobError("Fades and gaps of the mix cannot be negative.")
        if not (self.deepest_db <= 0 <= min(self.least_dip_db, self.most_raise_lu)):
            raise JobError("A dip is at most 0 dB, and its bounds cannot be negative.")
        if not self.ceiling_dbtp <= 0:
            raise JobError(f"A ceiling of {self.ceiling_dbtp:g} dBTP is above full scale.")


def programme_gain(programme: Programme | None, settings: MixSettings) -> float:
    """Return the dB that bring the programme to the target, 0 where it keeps its loudness.

    Less where its peaks would go beyond the ceiling: the programme is never limited.
    """
    loudness = programme.loudness if programme else None
    if settings.target is None or loudness is None or loudness.integrated_lufs is None:
        return 0.0
    wanted_db = settings.target.lufs - loudness.integrated_lufs
    if loudness.true_peak_dbtp is None:
        return wanted_db
    return min(wanted_db, settings.ceiling_dbtp - PEAK_SPARE_DB - loudness.true_peak_dbtp)


def narration_loudness(
    programme_lufs: float | None, gain_db: float, settings: MixSettings
) -> float:
    """Return the LUFS narration should have: the programme's, within bounds, plus narration_lu."""
    if programme_lufs is None:
        silent_lufs = settings.target.lufs if settings.target else settings.silent_programme_lufs
        return silent_lufs + settings.narration_lu
    held = min(max(programme_lufs + gain_db, settings.quietest_lufs), settings.loudest_lufs)
    return held + settings.narration_lu


def heard_in(programme: Programme | None) -> float:
    """Return how many dB louder a mono clip is as heard in the programme's channels.

    One channel (mono, or the centre of a surround layout): 0. Both channels of stereo, which
    is also how a stem without a programme is heard: 3.01.
    """
    if programme is None:
        return heard_on((1.0,) * _STEREO_CHANNELS)
    return heard_on((1.0,) if programme.centre is not None else (1.0,) * programme.channels)


def dip_db(narration_lufs: float, programme_lufs: float | None, settings: MixSettings) -> float:
    """Return the gain that puts a programme of this loudness above_lu below the narration.

    0 where it is there already, or silent (None), or so nearly that a dip is not worth hearing.
    """
    if programme_lufs is None:
        return 0.0
    wanted_db = narration_lufs - settings.above_lu - programme_lufs
    return max(wanted_db, settings.deepest_db) if wanted_db <= -settings.least_dip_db else 0.0


def raise_lu(
    narration_lufs: float, programme_lufs: float | None, gain_db: float, settings: MixSettings
) -> float:
    """Return by how much the narration is raised where a dip of gain_db does not suffice."""
    return min(
        missing_lu(narration_lufs, programme_lufs, gain_db, settings), settings.most_raise_lu
    )


def missing_lu(
    narration_lufs: float, programme_lufs: float | None, gain_db: float, settings: MixSettings
) -> float:
    """Return what a narration lacks to stand above_lu over the programme in its dip, at least 0."""
    if programme_lufs is None:
        return 0.0
    return max(0.0, programme_lufs + gain_db + settings.above_lu - narration_lufs)
