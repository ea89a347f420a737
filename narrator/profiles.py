"""Profiles: named sets of the settings for placing and mixing; PROFILES is the registry."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from narrator.levels import LoudnessTarget, MixSettings
from narrator.model import Mode
from narrator.place import PlaceSettings

PLACED: Mapping[Mode, PlaceSettings] = {
    "captions": PlaceSettings(),
    "all": PlaceSettings(
        lead_ms=500, lag_ms=12_000, gap_ms=150, grid_ms=40, rates=(1.0, 1.1, 1.2, 1.3, 1.4)
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """How one kind of service wants its narration placed and mixed."""

    name: str
    description: str
    place: Mapping[Mode, PlaceSettings] = field(default_factory=lambda: PLACED)
    mix: MixSettings = field(default_factory=MixSettings)


PROFILES: Mapping[str, Profile] = {
    profile.name: profile
    for profile in (
        Profile(
            name="broadcast",
            description="programme level kept, narration 9 LU above it, at most 2 s early and "
            "4 s late",
        ),
        Profile(
            name="gentle",
            description="as broadcast, with narration 6 LU above the programme and dips of at "
            "most 9 dB, for dense music and drama",
            mix=MixSettings(above_lu=6.0, deepest_db=-9.0),
        ),
        Profile(
            name="ebu",
            description="EBU R 128: -23 LUFS within 0.5 LU, at most -1 dBTP",
            mix=MixSettings(target=LoudnessTarget(lufs=-23.0, tolerance_lu=0.5)),
        ),
        Profile(
            name="atsc",
            description="ATSC A/85: -24 LKFS within 2 LU, at most -2 dBTP",
            mix=MixSettings(target=LoudnessTarget(lufs=-24.0, tolerance_lu=2.0), ceiling_dbtp=-2.0),
        ),
        Profile(
            name="streaming",
            description="-27 LUFS within 2 LU, at most -2 dBTP; measured over all sound, where "
            "some services measure the dialogue alone",
            mix=MixSettings(target=LoudnessTarget(lufs=-27.0, tolerance_lu=2.0), ceiling_dbtp=-2.0),
        ),
    )
}
