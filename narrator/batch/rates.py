"""What an hour of programme costs: the rates a plan reckons with, and the prices a person gives.

The rates are processor seconds and sizes of renders of 2026-11-26, by Python 3.11 on two
AMD EPYC processors that others used heavily (load 10 to 19), fitted by bench/rates.py: invented
episodes of 0.5, 5 and 20 minutes, stereo at 48 kHz with 16 bits, in a worker that has rendered
before. No other machine is that one: a TOML file may set any of them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from narrator.errors import JobError
from narrator.settings import laid_over, structured, table_of

_HINT = "docs/batch.md tells every key of a prices file, under 'The plan'."


@dataclass(frozen=True, kw_only=True, slots=True)
class Rates:
    """Processor seconds, and shares of uncompressed sound.

    job_cpu_s is what a job takes however short; programme_cpu a second of programme, measured,
    mixed and measured again; listened_cpu a second of it that is listened to for speech;
    speech_cpu a second of speech, by engine, and mixed_cpu whatever the engine; format_cpu a
    second of programme in a format of the described mix. packed is the size of sound in a format
    over that in WAV; texts_bytes what all other files come to.
    """

    job_cpu_s: float = 0.41
    programme_cpu: float = 0.005
    listened_cpu: float = 0.006
    speech_cpu: Mapping[str, float] = field(
        default_factory=lambda: {"piper": 0.144, "pyttsx3": 0.0031, "tone": 0.0031}
    )
    mixed_cpu: float = 0.0042
    format_cpu: Mapping[str, float] = field(
        default_factory=lambda: {
            "wav": 0.0, "flac": 0.0017, "m4a": 0.022, "mkv": 0.0021, "mp4": 0.04, "mov": 0.0017,
            "ts": 0.026,
        }
    )  # fmt: skip
    packed: Mapping[str, float] = field(
        default_factory=lambda: {
            "wav": 1.0, "flac": 0.54, "m4a": 0.13, "mkv": 0.54, "mp4": 0.11, "mov": 1.0, "ts": 0.15
        }
    )  # fmt: skip
    texts_bytes: int = 500_000

    def __post_init__(self) -> None:
        """Raise JobError for a rate below nothing."""
        numbers = (self.job_cpu_s, self.programme_cpu, self.listened_cpu, self.mixed_cpu,
                   self.texts_bytes)  # fmt: skip
        tables = (self.speech_cpu, self.format_cpu, self.packed)
        if min(*numbers, *(value for each in tables for value in each.values())) < 0:
            raise JobError("A rate is below 0.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Prices:
    """What a person pays: in a currency, for a million characters by the name of a voice or engine.

    cpu_hour is for an hour of one processor, gigabyte for 10⁹ bytes of results. narrator comes
    with no prices: all of them are nothing.
    """

    currency: str = ""
    million_characters: Mapping[str, float] = field(default_factory=dict)
    cpu_hour: float = 0.0
    gigabyte: float = 0.0
    rates: Rates = field(default_factory=Rates)

    @property
    def are_told(self) -> bool:
        """Whether anything has a price: else nobody knows what a night costs."""
        return bool(self.million_characters or self.cpu_hour or self.gigabyte)

    def __post_init__(self) -> None:
        """Raise JobError for a price below nothing."""
        if min(self.cpu_hour, self.gigabyte, *self.million_characters.values(), 0.0) < 0:
            raise JobError("A price is below 0.")


def load_prices(path: Path) -> Prices:
    """Return the prices and rates of a TOML file, what it leaves out as in `Prices`.

    Raises JobError where it cannot be read, and names every key that is unknown or wrong.
    """
    table = laid_over(asdict(Prices()), table_of(path, "prices", _HINT))
    return structured(Prices, table, f"The prices {path}", _HINT)
