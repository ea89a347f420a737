"""Program-specific information: sections in the payload of packets (ISO/IEC 13818-1, 2.4.4)."""

from functools import lru_cache

from narrator.errors import MediaError

_POLYNOMIAL = 0x04C1_1DB7


@lru_cache(maxsize=64)
def crc32(section: bytes) -> int:
    """Return the CRC of a section (annex A): not reflected, all ones at first, 0 over a whole one.

    It goes bit by bit: sections are short, and the same come again ten times a second.
    """
    crc = 0xFFFF_FFFF
    for byte in section:
        crc ^= byte << 24
        for _ in range(8):
            crc = (crc << 1 ^ (_POLYNOMIAL if crc & 0x8000_0000 else 0)) & 0xFFFF_FFFF
    return crc


def payload_start(packet: bytes) -> int:
    """Return where the payload of a packet starts: behind its header and adaptation field."""
    return 5 + packet[4] if packet[3] & 0x20 else 4


def section_of(payload: bytes) -> tuple[int, bytes]:
    """Return where the first section of a payload stands, and the whole section.

    The payload is that of the packet it starts in and of those that go on with it. Raises
    MediaError where its end is missing or its CRC is wrong.
    """
    place = 1 + int.from_bytes(payload[:1], "big")
    end = place + 3 + (int.from_bytes(payload[place + 1 : place + 3], "big") & 0x0FFF)
    section = payload[place:end]
    if len(section) < end - place or crc32(section):
        raise MediaError("The transport stream that ffmpeg wrote has a damaged table.")
    return place, section
