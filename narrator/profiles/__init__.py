"""Profiles: how one kind of service wants its narration placed, mixed and delivered.

One TOML file each, named by its file; a key that it leaves out is as in `Profile`. The tables of
docs/profiles.md are made from what stands here and in the files.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from narrator.control.settings import ControlSettings
from narrator.errors import JobError
from narrator.levels import MixSettings
from narrator.model import Mode
from narrator.nearest import did_you_mean
from narrator.profiles.delivery import DeliverySettings
from narrator.reach import PlaceSettings
from narrator.settings import laid_over, structured, table_of

USUAL = "broadcast"
PLACED: Mapping[Mode, PlaceSettings] = {
    "captions": PlaceSettings(),
    "all": PlaceSettings(
        lead_ms=500, lag_ms=12_000, gap_ms=150, grid_ms=40, rates=(1.0, 1.1, 1.2, 1.3, 1.4)
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """How one kind of service wants its narration placed, mixed and delivered."""

    name: str
    description: str
    place: Mapping[Mode, PlaceSettings] = field(default_factory=lambda: PLACED)
    mix: MixSettings = field(default_factory=MixSettings)
    deliver: DeliverySettings = field(default_factory=DeliverySettings)
    control: ControlSettings = field(default_factory=ControlSettings)


def load_profile(path: Path) -> Profile:
    """Return the profile of a TOML file, named by the file.

    Raises JobError where it cannot be read, and names every key that is unknown or wrong.
    """
    given = table_of(path, "profile")
    if "name" in given:
        raise JobError(f"The profile {path}: there is no key name.", "It is named by its file.")
    usual = asdict(Profile(name=path.stem, description=""))
    del usual["description"]  # which every file has to tell
    return structured(Profile, laid_over(usual, given), f"The profile {path}")


def profile_named(name: str) -> Profile:
    """Return a profile that comes with narrator, or the one in the TOML file of that path.

    One of a person's own that is called like one that comes along keeps its suffix in its name, so
    that nobody takes it for that one.
    Raises JobError where there is none.
    """
    if name in PROFILES:
        return PROFILES[name]
    if name.endswith(".toml"):
        own = load_profile(Path(name))
        return replace(own, name=Path(name).name) if own.name in PROFILES else own
    hint = f"{did_you_mean(name, PROFILES)} Choose one of: {', '.join(PROFILES)}, or a TOML file."
    raise JobError(f"There is no profile {name!r}.", hint.strip())


PROFILES: Mapping[str, Profile] = {
    path.stem: load_profile(path) for path in sorted(Path(__file__).parent.glob("*.toml"))
}
