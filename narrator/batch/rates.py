"""What an hour of programme costs: the rates a plan reckons with, and the prices a person gives.

The rates are processor seconds measured on the machine that docs/speed.md describes (2026-11-23,
the table "What dominates"): a warm run over 3,000 s of programme took 61.0 s, of which 3.0 s do not
depend on its length. The rates of the engines and of the encoders are rougher, for the figures of
that day hold other work too. Nobody's machine is that one: a TOML file may set any of them.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from narrator.errors import JobError
from narrator.settings import laid_over, structured, table_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Rates:
    """Processor seconds, and shares of uncompressed sound.

    job_cpu_s is what a job takes however short; programme_cpu a second of programme, measured,
    mixed and measured again; speech_cpu a second of speech, by engine, and mixed_cpu whatever the
    engine; format_cpu a second of programme in a format of the described mix. packed is the
    size of sound in a format over that in WAV; texts_bytes what all other files come to.
    """

    job_cpu_s: float = 3.0
    programme_cpu: float = 0.0193
    speech_cpu: Mapping[str, float] = field(
        default_factory=lambda: {"piper": 0.5, "pyttsx3": 0.02, "tone": 0.01}
    )
    mixed_cpu: float = 0.03
    format_cpu: Mapping[str, float] = field(
        default_factory=lambda: {
            "wav": 0.0, "flac": 0.01, "m4a": 0.03, "mkv": 0.01, "mp4": 0.03, "mov": 0.01, "ts": 0.03
        }
    )  # fmt: skip
    packed: Mapping[str, float] = field(
        default_factory=lambda: {
            "wav": 1.0, "flac": 0.6, "m4a": 0.15, "mkv": 0.6, "mp4": 0.15, "mov": 1.0, "ts": 0.3
        }
    )  # fmt: skip
    texts_bytes: int = 2_000_000

    def __post_init__(self) -> None:
        """Raise JobError for a rate below nothing."""
        numbers = (self.job_cpu_s, self.programme_cpu, self.mixed_cpu, self.texts_bytes)
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

    def __post_init__(self) -> None:
        """Raise JobError for a price below nothing."""
        if min(self.cpu_hour, self.gigabyte, *self.million_characters.values(), 0.0) < 0:
            raise JobError("A price is below 0.")


def load_prices(path: Path) -> Prices:
    """Return the prices and rates of a TOML file, what it leaves out as in `Prices`.

    Raises JobError where it cannot be read, and names every key that is unknown or wrong.
    """
    table = laid_over(asdict(Prices()), table_of(path, "prices"))
    return structured(Prices, table, f"The prices {path}")
