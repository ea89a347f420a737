"""What espeak-ng carries over from one text to the next, found in its memory and set back.

Its wave generator has two counts that nothing in its interface resets, not even a voice set anew:
where it is in the table of the pitch's flutter, and how many cycles of the voice it has made, of
which every second or so may be made quieter. By them a text lasts some samples more or less, and
sounds a little different, each time.

They have no name in a stripped library and no address that versions share, so they are found by
what they do: one text, spoken again and again, leaves each of them further on by about as much.
"""

import ctypes
import struct
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

# Voiced in every language; one may move a voice's flutter by the whole table, which cannot be seen.
_TEXTS = ("1 2 3 4 5", "1 2 3 4 5 6 7 8", "9 8 6")
_SPEAKINGS = 5
_STEP = 64  # samples between two places in the table of the flutter
_PLACES = 0x170  # in that table, by espeak-ng's wavegen.c
_UNEVEN = 16  # by how much the same text may differ: in cycles, or in places of the table
_FEWEST_CYCLES, _MOST_CYCLES = 70, 2_000  # in the text spoken
_FAR = 100_000  # more cycles than were spoken here: a word beyond counts something else

_ELF_64 = b"\x7fELF\x02"
_SEGMENT = struct.Struct("<IIQQQQQQ")
_LOADED, _WRITABLE = 1, 2

Counts = Sequence[ctypes.c_int]


def carried_counts(library: ctypes.CDLL, speak: Callable[[str], bytes]) -> Counts:
    """Return the counts in the memory of `library` that are to be set back before each text.

    `speak` speaks a text and returns its samples. Where not just two words behave like the counts,
    or a text still differs with both set back, none is returned: only such words are ever written
    to, and only those that settle the text more than once.
    """
    memory = _memory(library)
    return next(filter(None, (_found(memory, partial(speak, text)) for text in _TEXTS)), ())


def set_back(counts: Counts) -> None:
    """Set the counts to what they are in an espeak that has not spoken yet."""
    for count in counts:
        count.value = 0


def _found(memory: tuple[int, int], speak: Callable[[], bytes]) -> Counts:
    start, end = memory
    states = [_after(speak, start, end) for _ in range(_SPEAKINGS)]
    flutter, cycles = [], []
    for place, word in enumerate(zip(*states, strict=True)):
        if word[0] == word[-1]:
            continue
        if _is_flutter(word):
            flutter.append(start + 4 * place)
        elif _is_cycles(word):
            cycles.append(start + 4 * place)
    if (len(flutter), len(cycles)) != (1, 1):
        return ()
    counts = [ctypes.c_int.from_address(address) for address in (*flutter, *cycles)]
    return counts if _settles(counts, speak) else ()


def _settles(counts: Counts, speak: Callable[[], bytes]) -> bool:
    clips = set()
    for _ in range(2):
        set_back(counts)
        clips.add(speak())
    return len(clips) == 1


def _after(speak: Callable[[], bytes], start: int, end: int) -> "array[int]":
    """Return the words of the memory once the text is spoken; numpy would cost the worker 16 MB."""
    speak()
    return array("i", ctypes.string_at(start, end - start))


def _is_flutter(word: Sequence[int]) -> bool:
    """Say whether a word runs through the table in whole steps, and begins anew at its end."""
    if any(value % _STEP or not 0 <= value <= _PLACES * _STEP for value in word):
        return False
    strides = [(after - before) // _STEP % _PLACES for before, after in pairwise(word)]
    apart = [(stride - strides[0] + _PLACES // 2) % _PLACES for stride in strides]
    return all(strides) and _is_even(apart)


def _is_cycles(word: Sequence[int]) -> bool:
    """Say whether a word grows by as many as a text has cycles of the voice."""
    if not 0 <= word[0] < word[-1] < _FAR:
        return False
    strides = [after - before for before, after in pairwise(word)]
    return min(strides) >= _FEWEST_CYCLES and max(strides) <= _MOST_CYCLES and _is_even(strides)


def _is_even(strides: Sequence[int]) -> bool:
    return max(strides) - min(strides) <= _UNEVEN


def _memory(library: ctypes.CDLL) -> tuple[int, int]:
    """Return the first and the last address of what the library may write to; 0, 0 if unknown."""
    base = _base(ctypes.cast(library.espeak_Synth, ctypes.c_void_p).value or 0)
    if not base or ctypes.string_at(base, 5) != _ELF_64:
        return 0, 0
    for segment in _segments(base):
        kind, flags, _, address, _, _, size, _ = segment
        if kind == _LOADED and flags & _WRITABLE:
            start = base + address + -address % 8
            return start, start + (size - 8) // 8 * 8
    return 0, 0


def _segments(base: int) -> Iterator[tuple[int, ...]]:
    """Yield the segments that the ELF header at `base` lists."""
    (offset,) = struct.unpack("<Q", ctypes.string_at(base + 32, 8))
    size, count = struct.unpack("<HH", ctypes.string_at(base + 54, 4))
    for index in range(count):
        yield _SEGMENT.unpack(ctypes.string_at(base + offset + index * size, _SEGMENT.size))


def _base(address: int) -> int:
    """Return where the file mapped at `address` begins, or 0; 0 where there is no /proc."""
    begins: dict[str, int] = {}
    maps = Path("/proc/self/maps")
    if not maps.exists():
        return 0
    for line in maps.read_text(encoding="utf-8", errors="replace").splitlines():
        span, _, _, _, inode, *path = line.split(maxsplit=5)
        first, last = (int(bound, 16) for bound in span.split("-"))
        if inode != "0" and path:
            begins.setdefault(path[0], first)
            if first <= address < last:
                return begins[path[0]]
    return 0
