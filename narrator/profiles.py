"""Profiles: named sets of the settings for placing and mixing; PROFILES is the registry."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from narrator.mix import MixSettings
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
            description="programme level kept, dips of 9 dB, at most 2 s early and 4 s late",
        ),
        Profile(
            name="gentle",
            description="as broadcast, with dips of 6 dB for dense music and drama",
            mix=MixSettings(duck_db=-6.0),
        ),
    )
}
