"""Derived products: each is made from the finished sound on the stage; DERIVED names them all."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from narrator.derived import ad_descriptors, receiver_mix
from narrator.model import Finding, Rendering


class Derived(Protocol):
    """A plain module that makes a product, of one file or several, from the finished sound.

    FILES are the usual names of the files it makes.
    """

    FILES: tuple[str, ...]

    def make(self, rendering: Rendering, stage: Path) -> tuple[Finding, ...]:
        """Make the files on the stage, each under `rendering.delivery.name(usual name)`.

        The stem and the described mixes stand there already. Raises MediaError, OutputError.
        """
        ...


DERIVED: Mapping[str, Derived] = {
    "receiver-mix": receiver_mix,
    "ad-descriptors": ad_descriptors,
}
