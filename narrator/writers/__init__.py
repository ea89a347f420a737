"""Writers: each turns a rendering into the text of one product; WRITERS names them all."""

from collections.abc import Mapping
from typing import Protocol

from narrator.model import Rendering
from narrator.writers import cuesheet, dapt, vtt


class Writer(Protocol):
    """A plain module that writes one text product."""

    def write(self, rendering: Rendering) -> str:
        """Return the whole file, to be stored as UTF-8."""
        ...


WRITERS: Mapping[str, Writer] = {
    "script.dapt.xml": dapt,
    "descriptions.vtt": vtt,
    "cuesheet.json": cuesheet,
}
