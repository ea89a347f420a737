"""The table of verdicts: good of what was rendered, wrong of each file that is broken."""

import importlib
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from narrator.cache import ClipCache
from narrator.job import Job
from narrator.kit import Kit
from narrator.media.ffmpeg import find_ffmpeg
from narrator.media.run import run as run_ffmpeg
from narrator.pipeline import narrate

FOLDER = Path(__file__).resolve().parents[2] / "bench" / "conformance"
EPISODE = """1
00:00:02,000 --> 00:00:05,000
HARBOUR POLICE

2
00:00:09,000 --> 00:00:11,000
- You came back.
- I never left.

3
00:00:13,000 --> 00:00:16,000
ROPE WALK LAUNDRY
1921
"""
PROFILE = """description = "all there is"
[deliver]
start = "10:00:00:00"
products = ["hls", "dash", "receiver-mix", "ad-descriptors"]
"""
NEEDS_CHROMIUM = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("chromium"), reason="Chromium is not installed"),
]
NEEDS_EAR = pytest.mark.skipif(
    not (FOLDER.parents[1] / ".venv-readers").exists(), reason="`make readers` installs it"
)

Break = Callable[[Path], None]


@pytest.fixture(scope="module")
def run() -> Any:  # noqa: ANN401 - a module of bench/, which is no package
    """Return the program."""
    sys.path.insert(0, str(FOLDER))
    try:
        return importlib.import_module("run")
    finally:
        sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a rendered episode of twenty seconds, with all derived products beside it."""
    folder = tmp_path_factory.mktemp("conformance")
    source, programme, profile = folder / "a.srt", folder / "a.mkv", folder / "all.toml"
    source.write_text(EPISODE, encoding="utf-8")
    profile.write_text(PROFILE, encoding="utf-8")
    picture = ["-f", "lavfi", "-i", "testsrc=d=20:r=25:s=64x48"]
    sound = ["-f", "lavfi", "-i", "anoisesrc=d=20:a=0.05:r=48000:seed=3"]
    codecs = ["-ac", "2", "-c:v", "mpeg2video", "-c:a", "flac", "-metadata:s:a:0", "language=eng"]
    run_ffmpeg([find_ffmpeg(), "-v", "error", *picture, *sound, *codecs, f"file:{programme}"])
    job = Job(
        source=source, programme=programme, output=folder / "out", engine="tone",
        profile=str(profile), formats=("wav", "mkv", "ts"),
    )  # fmt: skip
    narrate(job, Kit(cache=ClipCache(folder / "cache"), heard_folder=folder / "heard"))
    return job.output


@pytest.fixture
def copied(shelf: Path, tmp_path: Path) -> Path:
    """Return a folder with links to all of these files: what breaks one has to replace it."""
    shutil.copytree(
        shelf, tmp_path / "out", copy_function=lambda one, two: Path(two).symlink_to(one)
    )
    return tmp_path / "out"


def verdicts(run: Any, kind: str, folder: Path, usual: str) -> dict[str, str]:  # noqa: ANN401 - as above
    """Return the kind of the verdict of each tool on one file."""
    readers = [each for each in run.READERS[kind] if usual in each.files]
    result = run.Result(name="seed", folder=folder)
    found = run.verdicts(kind, readers, [result])
    return {each.tool.split()[0]: each.kind for each in found if usual in each.what}


def replaced(change: Callable[[bytes], bytes]) -> Break:
    """Return what replaces a file by its changed bytes."""

    def replace(path: Path) -> None:
        raw = path.read_bytes()
        path.unlink()
        path.write_bytes(change(raw))
        assert path.read_bytes() != raw

    return replace


def without_a_narration(path: Path) -> None:
    """Take the first narration out of the workbook."""
    book = openpyxl.load_workbook(path)
    rows = [row[0].row for row in book.active.iter_rows() if row[1].value == "spoken"]
    book.active.delete_rows(rows[0])
    path.unlink()
    book.save(path)


def later(raw: bytes) -> bytes:
    """Change the first figure of seconds in the first time of a text."""
    return re.sub(rb"(\d\d:\d\d:)(\d)(\d)", lambda m: m[1] + b"%d" % ((int(m[2]) + 1) % 6) + m[3],
                  raw, count=1)  # fmt: skip


halved = replaced(lambda raw: raw[: len(raw) // 2])
GOOD = [
    ("DAPT", "script.dapt.xml"),
    ("Broadcast WAV", "narration.wav"),
    ("Broadcast WAV", "described.wav"),
    ("Broadcast WAV", "receiver-mix.wav"),
    pytest.param("WebVTT", "descriptions.vtt", marks=NEEDS_CHROMIUM),
    ("As-spoken script", "spoken.csv"),
    ("As-spoken script", "spoken.xlsx"),
    ("Cut list", "narration.edl"),
    ("Cut list", "narration.otio"),
    ("Described mix", "described.mkv"),
    ("Described mix", "described.ts"),
    ("HLS and DASH", "multivariant.m3u8"),
    ("HLS and DASH", "stream.m3u8"),
    ("HLS and DASH", "stream.mpd"),
    ("Receiver mix", "receiver-mix.wav"),
    ("Receiver mix", "ad-descriptors.bin"),
    pytest.param("Report", "report.html", marks=NEEDS_CHROMIUM),
]


@pytest.mark.parametrize(("kind", "usual"), GOOD)
def test_what_was_rendered_is_good_to_every_tool(
    run: Any,  # noqa: ANN401 - as above
    shelf: Path, kind: str, usual: str,
) -> None:  # fmt: skip
    """Or the tool is not at hand."""
    found = verdicts(run, kind, shelf, usual)
    assert "good" in found.values()
    assert "wrong" not in found.values()


BROKEN = [
    ("DAPT", "script.dapt.xml", halved, {"ttconv"}),
    (
        "Broadcast WAV", "narration.wav",
        replaced(lambda raw: raw.replace(b"bext", b"junk", 1)),
        {"ffmpeg", "wavinfo", "MediaInfo"},
    ),
    ("Broadcast WAV", "described.wav", halved, {"ffmpeg", "libsndfile"}),
    pytest.param(
        "Broadcast WAV", "described.wav",
        replaced(lambda raw: raw.replace(b"dialogueContentKind", b"x" * 19, 1)
                 .replace(b"AP_0001", b"AP_0999", 1)),
        {"EBU"}, marks=NEEDS_EAR,
    ),
    pytest.param(
        "WebVTT", "descriptions.vtt", replaced(later),
        {"webvtt-py", "pysubs2", "ttconv", "Chromium"}, marks=NEEDS_CHROMIUM,
    ),
    ("As-spoken script", "spoken.csv", halved, {"csv"}),
    ("As-spoken script", "spoken.xlsx", without_a_narration, {"openpyxl"}),
    ("Cut list", "narration.edl", replaced(later), {"opentimelineio"}),
    ("Cut list", "narration.otio", halved, {"opentimelineio"}),
    (
        "Described mix", "described.mkv",
        replaced(lambda raw: raw.replace(b"\x55\xac\x81\x01", b"\x55\xac\x81\x00")),
        {"PyAV", "ebmlite"},
    ),
    (
        "HLS and DASH", "multivariant.m3u8",
        replaced(lambda raw: raw.replace(b"describes-video", b"describes-nothing")),
        {"m3u8"},
    ),
    (
        "HLS and DASH", "stream.m3u8",
        replaced(lambda raw: raw.replace(b"#EXTINF:6", b"#EXTINF:5", 1)),
        {"m3u8"},
    ),
    (
        "HLS and DASH", "stream.mpd",
        replaced(lambda raw: raw.replace(b'value="description"', b'value="caption"')),
        {"mpegdash"},
    ),
    ("HLS and DASH", "stream.mpd", halved, {"mpegdash", "ffmpeg"}),
    ("Receiver mix", "receiver-mix.wav", halved, {"our"}),
    ("Receiver mix", "ad-descriptors.bin", replaced(lambda raw: raw[1:]), {"our"}),
    pytest.param(
        "Report", "report.html",
        replaced(lambda raw: raw.replace(b"</main>", b"<img src='a.png'></main>")),
        {"axe-core"}, marks=NEEDS_CHROMIUM,
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "usual", "spoil", "who"), BROKEN)
def test_a_broken_file_is_told(  # noqa: PLR0913, PLR0917 - one for each thing that is told
    run: Any,  # noqa: ANN401 - as above
    copied: Path, kind: str, usual: str, spoil: Break, who: set[str],
) -> None:  # fmt: skip
    """By the tools that read what was broken."""
    spoil(copied / usual)
    found = verdicts(run, kind, copied, usual)
    assert {tool for tool, said in found.items() if said == "wrong"} >= who


def test_a_folder_without_a_result_is_told(run: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    """A check of it is no good verdict."""
    assert run.check("empty", tmp_path).kind == "wrong"


def test_rows_put_files_together_on_which_a_tool_says_the_same(run: Any) -> None:  # noqa: ANN401 - as above
    """What is wrong names its renders, and nothing breaks out of a cell."""
    say = run.Verdict
    told = [
        say(what="A", tool="T 1", kind="good", words="all", result="ebu"),
        say(what="A", tool="T 1", kind="good", words="all", result="web"),
        say(what="A", tool="T 1", kind="wrong", words="a|b\nc", result="atsc"),
        say(what="A", tool="U 2", kind="not at hand", words="", result="ebu"),
    ]
    assert list(run.rows(told)) == [
        "| A | T 1 | good (2): all |",
        "| A | T 1 | wrong (1 of `atsc`): a/b c |",
        "| A | U 2 | not at hand (1) |",
    ]


def test_the_page_keeps_what_stands_above_the_table(run: Any, tmp_path: Path) -> None:  # noqa: ANN401 - as above
    """And loses the table of before."""
    document = tmp_path / "page.md"
    document.write_text(f"# Title\n\n{run.MARKER}\nold\n", encoding="utf-8")
    run.kept(document, "| new |", run.datetime(2026, 11, 25, tzinfo=run.UTC))
    text = document.read_text(encoding="utf-8")
    assert text.startswith(f"# Title\n\n{run.MARKER}\nMade on 2026-11-25 with narrator ")
    assert text.endswith("\n\n| new |\n")
    assert "old" not in text
