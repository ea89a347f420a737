"""Profiles: named sets of the settings for placing and mixing; PROFILES is the registry."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from narrator.mix import MixSettings
from narrator.place import PlaceSettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """How one kind of service wants its narration placed and mixed."""

    name: str
    description: str
    place: PlaceSettings = field(default_factory=PlaceSettings)
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
