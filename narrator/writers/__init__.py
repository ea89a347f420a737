"""Writers: each turns a rendering into one file; WRITERS names them all by their usual names."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from narrator.model import Rendering
from narrator.writers import cuesheet, dapt, edl, otio, report, spoken_csv, spoken_xlsx, vtt


class Writer(Protocol):
    """A plain module that writes one product."""

    def write(self, rendering: Rendering) -> str | bytes | Iterable[str]:
        """Return the whole file, or yield it piece by piece; a text is stored as UTF-8."""
        ...


WRITERS: Mapping[str, Writer] = {
    "script.dapt.xml": dapt,
    "descriptions.vtt": vtt,
    "spoken.csv": spoken_csv,
    "spoken.xlsx": spoken_xlsx,
    "narration.edl": edl,
    "narration.otio": otio,
    "cuesheet.json": cuesheet,
    "report.html": report,
}
