"""AD_descriptors and their index, broken on purpose, in both versions."""

import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from narrator.checks.finding import CheckFinding
from narrator.checks.gather import gather

SheetEdited = Callable[[Path, Callable[[dict[str, Any]], object]], None]
Found = Callable[..., Mapping[str, Sequence[CheckFinding]]]
Render = Callable[..., Path]

STREAM, INDEX = "ad-descriptors.bin", "ad-descriptors.csv"
INTERVAL_MS = 128
SIZE = 16


@pytest.fixture(scope="session")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Mapping[int, Path]:
    """Return a profile for each version of the descriptors."""
    folder = tmp_path_factory.mktemp("profiles")
    found = {version: folder / f"desk{version}.toml" for version in (1, 2)}
    for version, path in found.items():
        path.write_text(
            'description = "a desk"\n[deliver]\nproducts = ["ad-descriptors"]\n'
            f"[control]\nversion = {version}\ninterval_ms = {INTERVAL_MS}\n",
            encoding="utf-8",
        )
    return found


@pytest.fixture(params=[1, 2])
def version(request: pytest.FixtureRequest) -> int:
    """Return each version in turn."""
    return int(request.param)


@pytest.fixture
def described(version: int, profiles: Mapping[int, Path], render: Render, tmp_path: Path) -> Path:
    """Return a copy of a render with AD_descriptors of a version."""
    return Path(shutil.copytree(render(profile=str(profiles[version])), tmp_path / "out"))


def put(path: Path, number: int, content: bytes) -> None:
    """Put bytes in the place of those from descriptor `number` on."""
    raw = path.read_bytes()
    start = number * SIZE
    path.write_bytes(raw[:start] + content + raw[start + len(content) :])


def told_of(found: Mapping[str, Sequence[CheckFinding]], name: str) -> list[CheckFinding]:
    """Return the findings of the rule that are about a file; all of them block."""
    told = [each for each in found.get("descriptors-differ", ()) if each.file == name]
    assert all(each.blocks for each in told)
    return told


def test_clean_descriptors_pass(
    version: int, described: Path, profiles: Mapping[int, Path], found_in: Found, tmp_path: Path
) -> None:
    """One each interval, of the version asked for, as deep as the deepest dip."""
    assert "descriptors-differ" not in found_in(described, str(profiles[version]))
    delivered = gather(described, None, tmp_path)
    stream = delivered.descriptors
    assert stream is not None
    assert len(stream.fades) == -(-24_000 // INTERVAL_MS)
    assert stream.versions == {version}
    deepest_db = min(dip.gain_db for dip in delivered.sheet.dips)
    assert -0.3 * stream.fades.max() == pytest.approx(deepest_db, abs=0.16)


@pytest.mark.parametrize("fade", [0x00, 0x40, 0xFF])
def test_a_fade_that_is_no_dip(fade: int, described: Path, found_in: Found) -> None:
    """None, a deeper one, and the one that mutes: at its place in time."""
    raw = (described / STREAM).read_bytes()
    number = 11_000 // INTERVAL_MS  # within the second dip
    put(described / STREAM, number, raw[number * SIZE :][:7] + bytes([fade]))
    (told,) = told_of(found_in(described), STREAM)
    assert told.span is not None
    assert (told.span.start_ms, told.span.end_ms) == (number * INTERVAL_MS, 11_008)
    assert told.measured == (-120.0 if fade == 0xFF else round(-0.3 * fade, 1))
    assert float(told.wanted or 0) == pytest.approx(-0.3 * raw[number * SIZE + 7], abs=0.16)
    assert told.unit == "dB"


def test_a_dip_that_the_descriptors_do_not_have(
    described: Path, found_in: Found, sheet_edited: SheetEdited
) -> None:
    """The cue sheet tells another one."""
    sheet_edited(described, lambda sheet: sheet["ducks"][1].update(gain_db=-3.0))
    told = told_of(found_in(described), STREAM)
    assert {each.span.start_ms // 1000 for each in told if each.span} == {9}


def test_a_dip_deeper_than_descriptors_can_tell(
    described: Path, found_in: Found, sheet_edited: SheetEdited
) -> None:
    """It is told as deep as they can: -76.2 dB, and never by muting."""
    sheet_edited(described, lambda sheet: sheet["ducks"][1].update(gain_db=-110.0))
    wanted = {each.wanted for each in told_of(found_in(described), STREAM)}
    assert min(float(each or 0) for each in wanted) == -76.2


@pytest.mark.parametrize(
    "raw", [b"\0" * SIZE, b"\xf8XXXXX1\0\0".ljust(SIZE, b"\xff"), b"\xfbDTGAD3".ljust(SIZE, b"\0")]
)
def test_what_is_no_descriptor(raw: bytes, described: Path, found_in: Found) -> None:
    """Nothing, another tag, a version that is not known."""
    put(described / STREAM, 10, raw + raw)
    (told,) = told_of(found_in(described), STREAM)
    assert told.measured == raw.hex()
    assert told.span is not None
    assert (told.span.start_ms, told.span.end_ms) == (1_280, 1_536)


def test_a_voice_that_is_moved(described: Path, found_in: Found) -> None:
    """The described mix has it in the centre."""
    raw = (described / STREAM).read_bytes()
    put(described / STREAM, 3, raw[3 * SIZE :][:8] + b"\x20")
    (told,) = told_of(found_in(described), STREAM)
    assert told.wanted == "pan 0 and gains of 0 dB"


@pytest.mark.parametrize("short", [SIZE, 5])
def test_a_stream_that_is_cut(short: int, described: Path, found_in: Found) -> None:
    """By a descriptor, or within one: its index has more."""
    raw = (described / STREAM).read_bytes()
    (described / STREAM).write_bytes(raw[:-short])
    found = found_in(described)
    messages = [each.message for each in told_of(found, STREAM)]
    assert any("does not reach" in each for each in messages)
    assert any("a part of" in each for each in messages) == (short == 5)
    assert len(told_of(found, INDEX)) == 1


def test_another_version_than_the_profiles(
    version: int, described: Path, profiles: Mapping[int, Path], found_in: Found
) -> None:
    """Some receivers know one version only."""
    (told,) = told_of(found_in(described, str(profiles[3 - version])), STREAM)
    assert (told.measured, told.wanted) == (f"version {version}", f"version {3 - version}")


@pytest.mark.parametrize(
    ("before", "after", "column"),
    [
        ("\n3,34560,", "\n4,34560,", "number"),
        ("\n3,34560,", "\n3,34561,", "pts"),
        (",0.384,", ",0.385,", "seconds"),
        ("00:00:00:03", "00:00:00:04", "timecode"),
        (",0.0,", ",-0.3,", "fade_db"),
        ("44544741", "44544742", "descriptor"),
    ],
)
def test_an_index_that_tells_otherwise(
    before: str, after: str, column: str, described: Path, found_in: Found
) -> None:
    """In any of its columns."""
    text = (described / INDEX).read_text(encoding="utf-8")
    assert before in text
    (described / INDEX).write_text(text.replace(before, after, 1), encoding="utf-8")
    (told,) = told_of(found_in(described), INDEX)
    assert told.message.endswith(f"its {column}.")
    assert told.span is not None


def test_an_index_that_is_none(described: Path, found_in: Found) -> None:
    """Another table, and rows too short."""
    for text in ("a,b\n1,2\n", "number,pts,seconds,timecode,fade_db,descriptor\n1\n"):
        (described / INDEX).write_text(text, encoding="utf-8")
        assert [each.file for each in found_in(described)["file-unreadable"]] == [INDEX]


@pytest.mark.parametrize("interval", [0, -1, 1e-9, 1e300])
def test_an_interval_that_cannot_be(
    interval: float, described: Path, sheet_edited: SheetEdited, tmp_path: Path
) -> None:
    """It would make descriptors without end."""
    sheet_edited(described, lambda sheet: sheet["control"].update(interval=interval))
    with pytest.raises(Exception, match="out of all bounds"):
        gather(described, None, tmp_path)
