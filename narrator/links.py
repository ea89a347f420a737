"""Links followed: where a path really leads, the links of each folder looked at once."""

import os
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, kw_only=True, slots=True)
class Links:
    """What is known of folders' links, for as long as many paths are looked at in one go.

    Let go of it then: somebody may put a link elsewhere.
    """

    folders: dict[str, str] = field(default_factory=dict)

    def real(self, path: str | Path) -> str:
        """Return where a path leads, all links followed, as os.path.realpath does."""
        folder, name = os.path.split(path)
        if name in {"", ".", ".."}:
            return os.path.realpath(path)
        if folder not in self.folders:
            self.folders[folder] = os.path.realpath(folder)
        place = os.path.join(self.folders[folder], name)  # noqa: PTH118 - thousands of them
        return os.path.realpath(place) if os.path.islink(place) else place  # noqa: PTH114 - as above

    def lies_in(self, path: str | Path, folder: str | Path) -> bool:
        """Whether a path, all links followed, lies in a folder, all links followed."""
        place, around = self.real(path), self.real(folder)
        return place == around or place.startswith(f"{around.rstrip('/')}/")
