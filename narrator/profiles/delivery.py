"""What a profile says of the files that are handed over: which, in what shape, how named."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from narrator.derived import DERIVED
from narrator.errors import JobError
from narrator.media.formats import FORMATS
from narrator.naming import USUAL_TEMPLATE, must_be_template
from narrator.timecode import FRAME_RATES, parse_smpte

Layout = Literal["programme", "stereo", "mono"]
Bits = Literal["programme", "16", "24"]


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliverySettings:
    """The files to hand over.

    formats are those of the described mix where the command line names none; products what is
    made beside the usual files. layout and bits are those of the sound, "programme" for the
    programme's own; rate_hz is None for the programme's. start is the timecode of the first
    sample, None where it is the one of the subtitles; name is the template of the file names.
    """

    formats: tuple[str, ...] = ("wav",)
    products: tuple[str, ...] = ()
    layout: Layout = "programme"
    bits: Bits = "programme"
    rate_hz: int | None = None
    start: str | None = None
    frame_rate: str = "25"
    name: str = USUAL_TEMPLATE

    def __post_init__(self) -> None:
        """Raise JobError where a value makes no sense."""
        must_be_template(self.name)
        _must_be_known("format", self.formats, FORMATS)
        _must_be_known("product", self.products, DERIVED)
        if self.rate_hz is not None and not 8_000 <= self.rate_hz <= 192_000:
            raise JobError(f"A rate of {self.rate_hz} Hz is not from 8000 to 192000.")
        if self.frame_rate not in FRAME_RATES:
            raise JobError(f"{self.frame_rate!r} is no frame rate of {', '.join(FRAME_RATES)}.")
        self.start_ms  # noqa: B018 - raises where it cannot be read

    @property
    def start_ms(self) -> int | None:
        """The timecode of the first sample in milliseconds."""
        if self.start is None:
            return None
        try:
            return parse_smpte(self.start, FRAME_RATES[self.frame_rate])
        except ValueError as error:
            raise JobError(f"{self.start!r} is no timecode as 10:00:00:00.") from error


def _must_be_known(what: str, names: Sequence[str], known: Collection[str]) -> None:
    for name in names:
        if name not in known:
            raise JobError(f"{name!r} is no {what} of {', '.join(known)}.")
