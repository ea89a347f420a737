"""An ear: it hears finished sound as it goes by, in a thread of its own, and tells of it."""

import hashlib
import zlib
from dataclasses import dataclass

from narrator.beside import Fed
from narrator.media.pcm import PCM_FORMATS, PcmFormat
from narrator.media.soundmeter import SoundFacts, SoundMeter
from narrator.media.soundshape import SoundShape

_BLOCKS_AHEAD = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class Overheard:
    """What an ear heard: facts of the sound, and of its bytes as `pcm` the CRC-32 and the MD5.

    The CRC is that of ISO 3309; the MD5 is what a FLAC file holds of its samples (RFC 9639, 8.2),
    None where nobody asked for it.
    """

    facts: SoundFacts
    pcm: PcmFormat
    crc32: int
    md5: bytes | None = None


class Ear:
    """Hears raw sound of one shape, block after block; a mono sound as it is on one loudspeaker."""

    def __init__(self, shape: SoundShape, *, with_md5: bool = False) -> None:
        """Begin before the first sample; the MD5, which takes a while, is told where asked for."""
        self._pcm = PCM_FORMATS[shape.sample_format]
        self._meter = SoundMeter(shape)
        self._crc32 = 0
        self._md5 = hashlib.md5(usedforsecurity=False) if with_md5 else None
        self._fed = Fed(self._hear, ahead=_BLOCKS_AHEAD)

    def take(self, raw: bytes) -> None:
        """Take the next whole frames; they are heard beside what the caller does next."""
        self._fed.take(raw)

    def tell(self) -> Overheard:
        """Return what was heard. Raises what went wrong in hearing it."""
        self._fed.finish()
        md5 = self._md5.digest() if self._md5 else None
        return Overheard(facts=self._meter.facts(), pcm=self._pcm, crc32=self._crc32, md5=md5)

    def _hear(self, raw: bytes) -> None:
        self._crc32 = zlib.crc32(raw, self._crc32)
        if self._md5:
            self._md5.update(raw)
        self._meter.take(raw)
