"""How control data are written where the standards leave a choice, or could not be had.

version, interval_ms and the descriptor are ETSI TS 101 154's; the rest is for the signal of
WHP 198, whose level, edges, unused bytes and timing are not known for certain: the usual values
are narrator's own and are to be set to what the receiving side asks for.
"""

from dataclasses import dataclass
from typing import Literal

from narrator.control.constants import BITS_A_SECOND
from narrator.errors import JobError

Version = Literal[1, 2]

SHORTEST_INTERVAL_MS, LONGEST_INTERVAL_MS = 120, 200
_FARTHEST_OFFSET_MS = 2_000
_HALF_CELL_MS = 1000 / BITS_A_SECOND / 2
_QUIETEST_DBFS = -60.0


@dataclass(frozen=True, kw_only=True, slots=True)
class ControlSettings:
    """How control data are written.

    version is that of the AD_descriptor; interval_ms the time from one to the next. offset_ms is
    how much later than the data the moment is that they are for, so that more than 0 sends them
    ahead. level_dbfs is the peak of the studio signal, edge_ms how long its edges take, filler
    the value of its unused bytes.
    """

    version: Version = 2
    interval_ms: int = 128
    offset_ms: int = 0
    level_dbfs: float = -18.0
    edge_ms: float = 0.1
    filler: int = 255

    def __post_init__(self) -> None:
        """Raise JobError where a value makes no sense."""
        if type(self.version) is not int:  # true and 2.0 are equal to numbers that may be
            raise JobError(f"A version of {self.version!r} is not 1 or 2.")
        if not SHORTEST_INTERVAL_MS <= self.interval_ms <= LONGEST_INTERVAL_MS:
            raise JobError(
                f"An interval of {self.interval_ms} ms between descriptors is not from "
                f"{SHORTEST_INTERVAL_MS} to {LONGEST_INTERVAL_MS}."
            )
        if abs(self.offset_ms) > _FARTHEST_OFFSET_MS:
            raise JobError(f"Control data {self.offset_ms} ms off are no use to a receiver.")
        if not _QUIETEST_DBFS <= self.level_dbfs <= 0:
            raise JobError(f"A control signal at {self.level_dbfs:g} dBFS is not from -60 to 0.")
        if not 0 <= self.edge_ms <= _HALF_CELL_MS:
            raise JobError(f"An edge of {self.edge_ms:g} ms is not from 0 to 0.39, half a bit.")
        if not 0 <= self.filler <= 255:
            raise JobError(f"A filler of {self.filler} is not from 0 to 255, a byte.")
