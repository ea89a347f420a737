"""What ffmpeg cannot write into QuickTime files and their kin: what a track is for, its language.

Format: atoms of the QuickTime File Format. A track's `udta` holds a `tagc` for each media
characteristic, plain ASCII; `mdhd` holds its language, packed from ISO 639-2/T as in ISO/IEC
14496-12 clause 8.4.2, where ffmpeg writes only some of Apple's old numbers into a MOV.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from narrator.errors import MediaError

_HEADER = 8
_LARGE = 16
_LANGUAGE_PLACES = {0: 20, 1: 32}  # within mdhd, after its header, by its version


def tag_last_sound(path: Path, characteristics: Sequence[str], languages: Sequence[str]) -> None:
    """Write the characteristics of the last sound track, and the tracks' languages in order.

    ffmpeg leaves `moov` at the end of the file, so that it can grow; `languages` has three letters
    a track, for the first so many. Raises MediaError where the file is not so, OSError where it
    cannot be read or written.
    """
    with path.open("r+b") as stream:
        place, movie = _movie(stream)
        stream.seek(place)
        stream.write(tagged(movie, characteristics, languages))


def tagged(movie: bytes, characteristics: Sequence[str], languages: Sequence[str]) -> bytes:
    """Return a `moov` atom with the characteristics and languages. Raises MediaError."""
    atoms = list(_atoms(movie[_HEADER:]))
    tracks = [number for number, atom in enumerate(atoms) if _kind(atom) == b"trak"]
    sounds = [number for number in tracks if _handler(atoms[number]) == b"soun"]
    if not sounds:
        raise _unexpected("it has no sound")
    for number, language in zip(tracks, languages, strict=False):
        atoms[number] = _in_language(atoms[number], language)
    items = b"".join(_atom(b"tagc", text.encode("ascii")) for text in characteristics)
    atoms[sounds[-1]] = _with_user_data(atoms[sounds[-1]], items)
    return _atom(b"moov", b"".join(atoms))


def _with_user_data(track: bytes, items: bytes) -> bytes:
    """Return a `trak` with items in front of those that its `udta` holds."""
    parts = list(_atoms(track[_HEADER:]))
    held = b"".join(part[_HEADER:] for part in parts if _kind(part) == b"udta")
    rest = b"".join(part for part in parts if _kind(part) != b"udta")
    user_data = _atom(b"udta", items + held) if items or held else b""
    return _atom(b"trak", rest + user_data)


def _handler(track: bytes) -> bytes:
    place = _place(track, b"hdlr")
    return track[place + 12 : place + 16]


def _in_language(track: bytes, language: str) -> bytes:
    place = _place(track, b"mdhd")
    version = int.from_bytes(track[place + 4 : place + 5], "big")
    where = place + 4 + _LANGUAGE_PLACES.get(version, _LANGUAGE_PLACES[0])
    return track[:where] + packed(language) + track[where + 2 :]


def _place(track: bytes, kind: bytes) -> int:
    place = track.find(kind)
    if place < 0:
        raise _unexpected(f"a track has no {kind.decode()}")
    return place


def packed(language: str) -> bytes:
    """Return three letters as five bits each, in two bytes."""
    first, second, third = (ord(letter) - 0x60 for letter in language)
    return (first << 10 | second << 5 | third).to_bytes(2, "big")


def _movie(stream: BinaryIO) -> tuple[int, bytes]:
    """Return where `moov` stands and the whole of it; it has to be the last atom."""
    place, end = 0, stream.seek(0, 2)
    while place < end:
        stream.seek(place)
        head = stream.read(_LARGE)
        size = int.from_bytes(head[:4], "big")
        if size == 1:
            size = int.from_bytes(head[_HEADER:], "big")
        if size < _HEADER:
            break
        if _kind(head) == b"moov" and place + size == end:
            stream.seek(place)
            return place, stream.read(size)
        place += size
    raise _unexpected("its moov is not at its end")


def _atoms(raw: bytes) -> Iterator[bytes]:
    place = 0
    while place + _HEADER <= len(raw):
        size = int.from_bytes(raw[place : place + 4], "big")
        if size < _HEADER or place + size > len(raw):
            raise _unexpected("an atom is longer than what holds it")
        yield raw[place : place + size]
        place += size


def _kind(atom: bytes) -> bytes:
    return atom[4:8]


def _atom(kind: bytes, content: bytes) -> bytes:
    return (_HEADER + len(content)).to_bytes(4, "big") + kind + content


def _unexpected(reason: str) -> MediaError:
    return MediaError(
        f"The QuickTime file that ffmpeg wrote could not be labelled: {reason}.",
        "Try another ffmpeg, or another format, such as mkv.",
    )
