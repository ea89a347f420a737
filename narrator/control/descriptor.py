"""The AD_descriptor that a PES packet of a description stream carries as private data.

ETSI TS 101 154 Annex E: 16 bytes, of which the low half of the first counts those that mean
something after it. Version 1 has fade and pan; version 2 has gains for three groups of the
programme's channels too.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from narrator.control.constants import TAG
from narrator.control.settings import Version

SIZE = 16
_RESERVED = 0xF0
_LENGTHS: dict[Version, int] = {1: 8, 2: 11}
_FILLER = b"\xff"
_BYTE = 1 << 8
_SIGN = 1 << 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Descriptor:
    """What a receiver is told: fade counts -0.3 dB, 0xFF mutes; pan 360/256 degrees clockwise.

    gains are those of the centre, front and surround channels in steps of 0.6 dB, -128 mutes;
    a descriptor of version 1 has none.
    """

    version: Version
    fade: int
    pan: int = 0
    gains: tuple[int, int, int] | None = None

    def __post_init__(self) -> None:
        """Raise ValueError where a value has no place in its byte, or gains in the version."""
        if not (0 <= self.fade < _BYTE and 0 <= self.pan < _BYTE):
            raise ValueError(f"no bytes: fade {self.fade}, pan {self.pan}")
        if (self.gains is None) != (self.version == 1):
            raise ValueError(f"gains belong to version 2 alone: {self.gains}")
        if any(not -_SIGN <= gain < _SIGN for gain in self.gains or ()):
            raise ValueError(f"no signed bytes: {self.gains}")


def descriptor_of(version: Version, fade: int) -> Descriptor:
    """Return the descriptor for a fade of the whole programme, the voice in the centre."""
    return Descriptor(version=version, fade=fade, gains=(0, 0, 0) if version == 2 else None)


def encoded(descriptor: Descriptor) -> bytes:
    """Return the 16 bytes of a descriptor."""
    head = bytes([_RESERVED | _LENGTHS[descriptor.version]]) + TAG
    told = bytes([ord(str(descriptor.version)), descriptor.fade, descriptor.pan])
    gains = bytes(gain % _BYTE for gain in descriptor.gains or ())
    return (head + told + gains).ljust(SIZE, _FILLER)


def decoded(raw: bytes) -> Descriptor:
    """Return the descriptor that stands in 16 bytes.

    What lies beyond its length is not looked at. Raises ValueError where it is none.
    """
    if len(raw) != SIZE or raw[0] & _RESERVED != _RESERVED or raw[1:6] != TAG:
        raise ValueError(f"no AD_descriptor: {raw[:SIZE].hex()}")
    version = next((each for each in _LENGTHS if raw[6] == ord(str(each))), None)
    if version is None:
        raise ValueError(f"an AD_descriptor of an unknown version: {raw.hex()}")
    if raw[0] & ~_RESERVED < _LENGTHS[version]:
        raise ValueError(f"an AD_descriptor too short for its version: {raw.hex()}")
    gains = tuple((byte ^ _SIGN) - _SIGN for byte in raw[9:12])
    return Descriptor(
        version=version,
        fade=raw[7],
        pan=raw[8],
        gains=(gains[0], gains[1], gains[2]) if version == 2 else None,
    )


def descriptors(stream: bytes) -> Iterator[Descriptor]:
    """Yield the descriptors that stand one after the other. Raises ValueError."""
    for place in range(0, len(stream), SIZE):
        yield decoded(stream[place : place + SIZE])
