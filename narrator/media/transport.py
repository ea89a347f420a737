"""What ffmpeg cannot write into an MPEG-TS: what a supplementary sound is for.

Format: packets, PAT and PMT by ISO/IEC 13818-1 clause 2.4, its language descriptor by 2.6.18; the
supplementary_audio_descriptor by EN 300 468 clause 6.4.10. ffmpeg is told the language twice: the
second takes four bytes, as the descriptor does, so that nothing has to grow.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

import numpy as np

from narrator.errors import MediaError
from narrator.media.psi import crc32, payload_start, section_of

PLACEHOLDER = "{0},{0}"

_PACKET = 188
_CHUNK_PACKETS = 50_000
_SYNC = 0x47
_PAT_PID = 0
_HEADER_BYTES = 12  # of a PMT section, before the descriptors of the whole programme
_STREAM_BYTES = 5  # of an elementary stream, before its descriptors
_CRC_BYTES = 4
_LANGUAGE, _EXTENSION, _SUPPLEMENTARY = 0x0A, 0x7F, 0x06
_ONE_LANGUAGE = 4  # three letters and the audio_type
_INDEPENDENT = 0x80  # mix_type 1: a whole sound, heard instead of the programme's own
_RESERVED = 0x02  # a reserved bit is one; language_code_present is 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Packet:
    """One packet of 188 bytes, and where in the file it stands."""

    place: int
    raw: bytes

    @property
    def starts(self) -> bool:
        """Whether a section starts in it."""
        return bool(self.raw[1] & 0x40)

    @property
    def start(self) -> int:
        """Where its payload starts."""
        return payload_start(self.raw)


def signal_purpose(path: Path, editorial_class: int) -> None:
    """Write a supplementary_audio_descriptor for the last sound into every PMT of the file.

    That sound has to have its language twice. mix_type is 1, for a broadcast mix. Raises MediaError
    where the file is not as ffmpeg writes it, OSError where it cannot be read or written.
    """
    with path.open("r+b") as stream:
        tables = list(_tables(stream, _pmt_pid(stream)))
        if not tables:
            raise _unexpected("it has no PMT")
        for packets in tables:
            _rewrite(stream, packets, editorial_class)


def with_purpose(section: bytes, editorial_class: int) -> bytes:
    """Return a PMT section, as long as before, with the descriptor for its last sound.

    It takes the place of the second language of the last stream that has two. Raises MediaError
    where there is none.
    """
    places = [place for place in _languages(section) if _is_twice(section, place)]
    if not places:
        raise _unexpected("no sound has its language twice")
    place = places[-1]
    second = place + 2 + _ONE_LANGUAGE
    told = _INDEPENDENT | editorial_class << 2 | _RESERVED
    written = bytearray(section)
    written[place + 1] = _ONE_LANGUAGE
    written[second : second + 4] = bytes((_EXTENSION, 2, _SUPPLEMENTARY, told))
    written[-_CRC_BYTES:] = crc32(bytes(written[:-_CRC_BYTES])).to_bytes(_CRC_BYTES, "big")
    return bytes(written)


def _languages(section: bytes) -> Iterator[int]:
    """Yield where each language descriptor of a PMT section stands."""
    stream = _HEADER_BYTES + _length_at(section, 10)
    while stream < len(section) - _CRC_BYTES:
        place = stream + _STREAM_BYTES
        stream = place + _length_at(section, place - 2)
        while place < stream:
            if section[place] == _LANGUAGE:
                yield place
            place += 2 + section[place + 1]


def _is_twice(section: bytes, place: int) -> bool:
    first = section[place + 2 : place + 2 + _ONE_LANGUAGE]
    return section[place + 1] == 2 * _ONE_LANGUAGE and section[place + 2 :].startswith(first * 2)


def _length_at(section: bytes, place: int) -> int:
    return int.from_bytes(section[place : place + 2], "big") & 0x0FFF


def _pmt_pid(stream: BinaryIO) -> int:
    """Return the PID of the first programme's PMT."""
    for packet in _packets(stream, _PAT_PID):
        _, table = section_of(packet.raw[packet.start :])
        for place in range(8, len(table) - _CRC_BYTES, 4):
            if any(table[place : place + 2]):  # programme number 0 is the network's
                return int.from_bytes(table[place + 2 : place + 4], "big") & 0x1FFF
    raise _unexpected("it has no PAT")


def _tables(stream: BinaryIO, pid: int) -> Iterator[list[Packet]]:
    """Yield the packets of each PMT in turn: a long one takes several."""
    packets: list[Packet] = []
    for packet in _packets(stream, pid):
        if packet.starts and packets:
            yield packets
            packets = []
        packets.append(packet)
    if packets:
        yield packets


def _packets(stream: BinaryIO, pid: int) -> Iterator[Packet]:
    """Yield the packets of a PID; the others, nearly all, are not looked into."""
    stream.seek(0)
    place = 0
    for chunk in iter(partial(stream.read, _PACKET * _CHUNK_PACKETS), b""):
        if len(chunk) % _PACKET or chunk[::_PACKET].strip(bytes([_SYNC])):
            raise _unexpected("its packets are out of step")
        packets = np.frombuffer(chunk, np.uint8).reshape(-1, _PACKET)
        pids = (packets[:, 1].astype(np.uint16) & 0x1F) << 8 | packets[:, 2]
        for number in np.flatnonzero(pids == pid).tolist():
            yield Packet(place=place + number * _PACKET, raw=packets[number].tobytes())
        place += len(chunk)


def _rewrite(stream: BinaryIO, packets: list[Packet], editorial_class: int) -> None:
    payload = b"".join(packet.raw[packet.start :] for packet in packets)
    place, section = section_of(payload)
    written = with_purpose(section, editorial_class)
    payload = payload[:place] + written + payload[place + len(written) :]
    for packet in packets:
        length = _PACKET - packet.start
        stream.seek(packet.place + packet.start)
        stream.write(payload[:length])
        payload = payload[length:]


def _unexpected(reason: str) -> MediaError:
    return MediaError(
        f"The transport stream that ffmpeg wrote could not be labelled: {reason}.",
        "Try another ffmpeg, or another format, such as mkv.",
    )
