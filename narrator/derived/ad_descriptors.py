"""The AD_descriptors for whoever writes the PES packets: all of them in a row, and an index.

No file format is laid down for them. The stream is the 16 bytes of each, one after the other; the
index has a row for each with its PTS in ticks of 90 kHz, counted from the first sample and
wrapped at 33 bits as in ISO/IEC 13818-1, clause 2.4.3.7.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from narrator.control.descriptor import descriptor_of, encoded
from narrator.control.fades import curve_db, fade_bytes, fades_db_of, moments
from narrator.control.limits import receiver_limits
from narrator.media.files import write_whole
from narrator.model import Finding, MixPlan, Rendering
from narrator.timecode import FRAME_RATES, format_smpte

STREAM, INDEX = "ad-descriptors.bin", "ad-descriptors.csv"
FILES: tuple[str, ...] = (STREAM, INDEX)

_PTS_A_MS = 90
_PTS_WRAP = 1 << 33
_HEADER = ("number", "pts", "seconds", "timecode", "fade_db", "descriptor")


def make(rendering: Rendering, stage: Path) -> tuple[Finding, ...]:
    """Make the stream and its index, and tell what a receiver cannot do with them."""
    rows = list(_rows(rendering))
    write_whole(stage / rendering.delivery.name(STREAM), b"".join(raw for _, raw in rows))
    write_whole(stage / rendering.delivery.name(INDEX), _table(rows))
    return receiver_limits(rendering)


def _rows(rendering: Rendering) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """Yield for each descriptor what the index says of it, and its bytes."""
    delivery = rendering.delivery
    control, rate = delivery.control, FRAME_RATES[delivery.frame_rate]
    times_ms = moments(_length_ms(rendering.plan), control.interval_ms)
    fades = fade_bytes(curve_db(rendering.plan.ducks, times_ms + control.offset_ms))
    raws = [encoded(descriptor_of(control.version, int(fade))) for fade in fades]
    for number, (time_ms, fade_db, raw) in enumerate(
        zip(times_ms.tolist(), fades_db_of(fades).tolist(), raws, strict=True)
    ):
        told = (
            str(number),
            str(time_ms * _PTS_A_MS % _PTS_WRAP),
            f"{time_ms / 1000:.3f}",
            format_smpte(delivery.start_ms + time_ms, rate),
            f"{fade_db + 0.0:.1f}",
            raw.hex(),
        )
        yield told, raw


def _length_ms(plan: MixPlan) -> int:
    return -(-plan.length_samples * 1000 // plan.rate_hz)


def _table(rows: list[tuple[tuple[str, ...], bytes]]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_HEADER)
    table.writerows(told for told, _ in rows)
    return text.getvalue().encode()
