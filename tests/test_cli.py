"""The command line as a person meets it: results, sentences, exit codes."""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import soundfile

from narrator.cli import run
from narrator.writers import WRITERS
from narrator.writers.names import STEM

TALK = """1
00:00:01,000 --> 00:00:03,000
HARBOUR STREET
3 MARCH 1938

2
00:00:04,500 --> 00:00:06,000
You came back.

3
00:00:07,200 --> 00:00:09,000
ROPE WALK LAUNDRY

4
00:00:09,100 --> 00:00:09,990
I never left, you know.
"""

NARRATOR = (sys.executable, "-c", "from narrator.cli import main; main()")


@pytest.fixture
def episode(tmp_path: Path) -> Path:
    """Return a small subtitle file."""
    path = tmp_path / "ep.srt"
    path.write_text(TALK, encoding="utf-8")
    return path


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def narrator(*arguments: str | Path, folder: Path) -> Done:
    """Run a command line in this process, from a folder and with a clip cache of its own."""
    out, err = io.StringIO(), io.StringIO()
    before = os.environ.get("NARRATOR_CACHE")
    os.environ["NARRATOR_CACHE"] = str(folder / "cache")
    try:
        with chdir(folder), redirect_stdout(out), redirect_stderr(err):
            code = run([str(argument) for argument in arguments])
    finally:
        os.environ.pop("NARRATOR_CACHE")
        if before:
            os.environ["NARRATOR_CACHE"] = before
    return Done(code, out.getvalue(), err.getvalue())


def test_segment_prints_rows_on_standard_output_and_the_summary_beside(
    episode: Path, tmp_path: Path
) -> None:
    """A pipe gets tab-separated rows and nothing else."""
    done = narrator("segment", episode, folder=tmp_path)
    assert done.returncode == 0
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    assert rows[0] == ["cue", "start", "tag", "sure", "rule", "text"]
    assert [row[2] for row in rows[1:]] == ["intertitle", "dialogue", "caption", "dialogue"]
    assert "4 units" in done.stderr


def test_segment_json_is_the_contract(episode: Path, tmp_path: Path) -> None:
    """Units with times in seconds, and repairs."""
    done = narrator("segment", episode, "--json", folder=tmp_path)
    printed = json.loads(done.stdout)
    assert set(printed) == {"units", "names", "misspelt", "repairs"}
    first = printed["units"][0]
    assert (first["start"], first["end"], first["tag"]) == (1.0, 3.0, "intertitle")
    assert first["lines"] == ["HARBOUR STREET", "3 MARCH 1938"]
    assert first["spoken"] == "Harbour street, the third of March nineteen thirty-eight"
    assert {"id", "text", "speaker", "language", "rule", "confidence", "cues"} <= set(first)


def test_an_untimed_file_has_null_times_and_is_marked_estimated(tmp_path: Path) -> None:
    """A guess is never shown as a fact."""
    path = tmp_path / "page.txt"
    path.write_text(
        "You came back.\nROPE WALK LAUNDRY\nI never left, you know.\n", encoding="utf-8"
    )
    printed = json.loads(narrator("segment", path, "--json", folder=tmp_path).stdout)
    assert {(u["start"], u["end"]) for u in printed["units"]} == {(None, None)}
    rows = narrator("segment", path, folder=tmp_path).stdout.splitlines()
    assert all(row.split("\t")[1].startswith("~") for row in rows[1:])
    done = narrator("render", path, "-o", "out", "--engine", "tone", folder=tmp_path)
    assert done.returncode == 0
    sheet = json.loads((tmp_path / "out" / "cuesheet.json").read_text(encoding="utf-8"))
    assert sheet["timing"] == "estimated"
    assert "estimated" in (tmp_path / "out" / "descriptions.vtt").read_text(encoding="utf-8")
    assert "estimated" in done.stderr


def test_render_without_a_programme_leaves_the_stem_and_the_texts(
    episode: Path, tmp_path: Path
) -> None:
    """No described mix, no half-written file."""
    done = narrator("render", episode, "-o", "out", "--engine", "tone", folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {STEM, *WRITERS}
    assert "narrated" in done.stderr


def test_a_second_render_speaks_nothing_again(episode: Path, tmp_path: Path) -> None:
    """The cache answers, and the stem is the same to the byte but for the date in its head."""
    stem = tmp_path / "out" / "narration.wav"
    narrator("render", episode, "-o", "out", "--engine", "tone", folder=tmp_path)
    first = stem.read_bytes()
    done = narrator("render", episode, "-o", "out", "--engine", "tone", folder=tmp_path)
    assert "spoken anew    0" in done.stderr
    again = stem.read_bytes()
    place = first.index(b"data")
    assert place < 8_192
    assert again[place:] == first[place:]
    assert len(again) == len(first)


def test_an_edited_script_renders_as_edited(episode: Path, tmp_path: Path) -> None:
    """What a person wrote is what is said."""
    narrator("segment", episode, "-o", "ep.xml", folder=tmp_path)
    script = tmp_path / "ep.xml"
    text = script.read_text(encoding="utf-8")
    script.write_text(text.replace('nar:tag="caption"', 'nar:tag="sound"'), encoding="utf-8")
    narrator("render", script, "-o", "out", "--engine", "tone", folder=tmp_path)
    sheet = json.loads((tmp_path / "out" / "cuesheet.json").read_text(encoding="utf-8"))
    assert [n["text"] for n in sheet["narrations"]] == ["HARBOUR STREET\n3 MARCH 1938"]


def test_a_dry_run_prints_the_plan_and_writes_nothing(episode: Path, tmp_path: Path) -> None:
    """Forecast lengths, no clips, no folder."""
    done = narrator("render", episode, "-o", "out", "--dry-run", "--json", folder=tmp_path)
    assert done.returncode == 0
    plan = json.loads(done.stdout)
    assert plan["forecast"] is True
    assert [n["text"] for n in plan["narrations"]][1] == "ROPE WALK LAUNDRY"
    assert not (tmp_path / "out").exists()
    assert not (tmp_path / "cache").exists()


def test_rules_settle_tags_for_a_series(episode: Path, tmp_path: Path) -> None:
    """A describer's word goes before the segmenter's, and is named as the reason."""
    (tmp_path / "r.toml").write_text(
        '[[rule]]\nmatch = "LAUNDRY"\ntag = "sound"\nwhy = "a whistle"\n', encoding="utf-8"
    )
    done = narrator("segment", episode, "--rules", "r.toml", "--json", folder=tmp_path)
    last = json.loads(done.stdout)["units"][2]
    assert (last["tag"], last["rule"], last["confidence"]) == ("sound", "settled: a whistle", 1.0)
    script = tmp_path / "ep.xml"
    assert narrator("segment", episode, "-o", script, folder=tmp_path).returncode == 0
    refused = narrator("segment", script, "--rules", "r.toml", folder=tmp_path)
    assert refused.returncode == 2
    assert "whose tags are settled" in refused.stderr


def test_a_series_lexicon_is_honoured_and_its_names_are_known(
    episode: Path, tmp_path: Path
) -> None:
    """What the lexicon says is said, and no longer listed as unknown."""
    text = TALK.replace("ROPE WALK LAUNDRY", "VELDRIS LAUNDRY")
    episode.write_text(text, encoding="utf-8")
    before = json.loads(narrator("segment", episode, "--json", folder=tmp_path).stdout)
    assert before["names"] == [{"word": "Veldris", "count": 1, "units": ["u3"]}]
    (tmp_path / "series.pls").write_text(
        '<lexicon version="1.0" alphabet="ipa" xml:lang="en"'
        ' xmlns="http://www.w3.org/2005/01/pronunciation-lexicon">'
        "<lexeme><grapheme>Veldris</grapheme><alias>Vell-driss</alias></lexeme></lexicon>",
        encoding="utf-8",
    )
    done = narrator("segment", episode, "--json", "--lexicon", "series.pls", folder=tmp_path)
    after = json.loads(done.stdout)
    assert after["names"] == []
    assert after["units"][2]["spoken"] == "Vell-driss laundry"


def test_names_and_misspelt_words_are_listed_before_speaking(episode: Path, tmp_path: Path) -> None:
    """By segment and by a dry run, as notes and as findings."""
    text = TALK.replace("ROPE WALK LAUNDRY", "VELDRIS LAUNDRY OFFCIE")
    episode.write_text(text, encoding="utf-8")
    said = narrator("segment", episode, folder=tmp_path).stderr
    assert "Veldris: the voice will guess how to say it (once: n2). [unknown-name]" in said
    assert "OFFCIE: cut off or misspelt? Perhaps office (n2). [misspelt]" in said
    done = narrator("render", episode, "--dry-run", "--json", folder=tmp_path)
    found = {finding["code"] for finding in json.loads(done.stdout)["findings"]}
    assert found == {"unknown-name", "misspelt"}


def test_a_start_timecode_is_found_and_the_narration_counts_from_the_first_picture(
    episode: Path, tmp_path: Path
) -> None:
    """A file from 10:00:00 renders like one from zero; segment keeps the file's times."""
    episode.write_text(TALK.replace("00:00:0", "10:00:0"), encoding="utf-8")
    first = json.loads(narrator("segment", episode, "--json", folder=tmp_path).stdout)["units"][0]
    assert first["start"] == 36_001.0
    done = narrator("render", episode, "-o", "out", "--engine", "tone", folder=tmp_path)
    assert done.returncode == 0
    sheet = json.loads((tmp_path / "out" / "cuesheet.json").read_text(encoding="utf-8"))
    assert sheet["narrations"][0]["cue"] == {"start": 1.0, "end": 3.0}
    assert [r["before"] for r in sheet["repairs"] if r["kind"] == "start"] == ["10:00:00.000"]
    told = narrator("render", episode, "--start", "10:00:00:05", "--dry-run", "--json",
                    folder=tmp_path)  # fmt: skip
    assert json.loads(told.stdout)["narrations"][0]["cue"]["start"] == 0.8


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("render",), 2, "Missing argument"),
        (("render", "ep.srt", "--format", "mp9"), 2, "no format 'mp9'"),
        (("segment", "ep.srt", "--start", "ten"), 2, "no timecode"),
        (("segment", "ep.srt", "--rules", "none.toml"), 2, "no rules file"),
        (("segment", "ep.srt", "--rules", "ep.srt"), 2, "cannot be read"),
        (("segment", "ep.srt", "--lexicon", "ep.srt"), 2, "not well-formed"),
        (("segment", "ep.srt", "--track", "0"), 2, "no track 0"),
        (("segment", "ep.srt", "--track", "1"), 3, "has no tracks"),
        (("render", "ep.srt", "--format", "mkv"), 2, "needs a programme"),
        (("render", "ep.srt", "--engine", "loud"), 2, "no engine 'loud'"),
        (("render", "ep.srt", "--profile", "x"), 2, "no profile 'x'"),
        (("render", "ep.srt", "--voice", "nobody"), 2, "nobody"),
        (("render", "ep.srt", "--language", "e\x01n"), 2, "no language tag"),
        (("segment", "ep.srt", "-o", "ep.srt"), 2, "would be overwritten"),
        (("segment", "n" * 300), 3, "cannot be read"),
        (("render", "ep.srt", "-o", "ep.srt"), 2, "is a file"),
        (("render", "none.srt"), 3, "no subtitles file"),
        (("segment", "none.srt"), 3, "no subtitles file"),
        (("segment", "."), 3, "is a folder"),
        (("render", "ep.srt", "--programme", "ep.srt"), 3, "ep.srt"),
        (("render", "talk.srt"), 4, "no on-screen text"),
        (("say", "", "-o", "x.wav", "--engine", "tone"), 5, "text"),
    ],
)
def test_what_goes_wrong_is_one_sentence_a_hint_and_an_honest_code(
    arguments: tuple[str, ...], code: int, said: str, episode: Path, tmp_path: Path
) -> None:
    """No traceback, nothing on standard output."""
    (tmp_path / "talk.srt").write_text(
        "1\n00:00:01,000 --> 00:00:02,000\nYou came back.\n", encoding="utf-8"
    )
    done = narrator(*arguments, folder=tmp_path)
    assert episode.exists()
    assert (done.returncode, done.stdout) == (code, ""), done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_input_is_never_overwritten(tmp_path: Path) -> None:
    """A stem of the name of an input in the output folder is refused before any work."""
    source = tmp_path / "cuesheet.json"
    source.write_text(TALK, encoding="utf-8")
    done = narrator("render", source, "-o", tmp_path, folder=tmp_path)
    assert done.returncode == 2
    assert "would be overwritten" in done.stderr
    assert source.read_text(encoding="utf-8") == TALK


@pytest.mark.parametrize(
    "name", ["-ep one.srt", 'it\'s "here" 100%.srt', "эпизод: 1.srt", "a\nb.srt"]
)
def test_awkward_file_names_work(name: str, tmp_path: Path) -> None:
    """A name is a name, whatever is in it."""
    (tmp_path / name).write_text(TALK, encoding="utf-8")
    done = narrator("render", "-o", f"out {name}", "--engine", "tone", "--", name, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"out {name}" / "narration.wav").exists()


def test_say_writes_one_clip(tmp_path: Path) -> None:
    """The text in its spoken form, as a WAV."""
    done = narrator("say", "ROOM 9", "-o", "x.wav", "--engine", "tone", folder=tmp_path)
    assert done.returncode == 0
    assert (tmp_path / "x.wav").read_bytes()[:4] == b"RIFF"


def test_voices_lists_each_voice_with_its_state(tmp_path: Path) -> None:
    """Every shipped voice is there, with its licence."""
    printed = json.loads(narrator("voices", "--json", folder=tmp_path).stdout)
    names = {voice["name"]: voice for voice in printed["voices"]}
    assert {"joe", "tone"} <= set(names)
    assert all(voice["licence"] for voice in printed["voices"])


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_leaves_nothing_half_written(number: int, tmp_path: Path) -> None:
    """Ctrl-C in mid-run: a sentence, the shell's exit code, and no file."""
    source = tmp_path / "long.srt"
    cues = (
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\n"
        f"SHOP SIGN NUMBER {n}\n\n1000\n00:59:59,000 --> 00:59:59,900\nSo it is.\n"
        for n in range(1, 900)
    )
    source.write_text("\n".join(cues), encoding="utf-8")
    environment = {**os.environ, "NARRATOR_CACHE": str(tmp_path / "cache")}
    command = [*NARRATOR, "render", str(source), "-o", str(tmp_path / "out"), "--engine", "pyttsx3",
               "--progress", "lines"]  # fmt: skip
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("Speaking")
    time.sleep(0.5)
    process.send_signal(number)
    said = process.communicate(timeout=30)[1]
    assert process.returncode == 128 + number, said
    assert "nothing half-written" in said
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())
    assert not [path for path in (tmp_path / "cache").glob(".*") if path.is_dir()]


def test_a_cue_far_beyond_any_programme_is_omitted_not_filled_up_to(tmp_path: Path) -> None:
    """A thousand hours of silence would fill the disk; the problem is said even when quiet."""
    (tmp_path / "ep.srt").write_text(
        TALK + "\n4\n999:00:00,000 --> 999:00:02,000\nTHE OLD SLIPWAY\n", encoding="utf-8"
    )
    done = narrator("render", "ep.srt", "-o", "out", "--engine", "tone", "-q", folder=tmp_path)
    assert done.returncode == 7
    assert "THE OLD SLIPWAY" in done.stderr
    assert (tmp_path / "out" / "narration.wav").stat().st_size < 10_000_000


def test_a_script_whose_caption_has_no_time_lists_it(episode: Path, tmp_path: Path) -> None:
    """It is not narrated, but not dropped in silence."""
    narrator("segment", episode, "-o", "ep.xml", folder=tmp_path)
    script = tmp_path / "ep.xml"
    text = script.read_text(encoding="utf-8")
    for name in ("begin", "nar:shownBegin"):
        text = re.sub(f' {name}="00:00:07.200"', "", text)
    script.write_text(text, encoding="utf-8")
    done = narrator("render", script, "-o", "out", "--engine", "tone", folder=tmp_path)
    assert done.returncode == 0
    sheet = json.loads((tmp_path / "out" / "cuesheet.json").read_text(encoding="utf-8"))
    assert [(r["kind"], r["before"]) for r in sheet["repairs"]] == [
        ("untimed", "ROPE WALK LAUNDRY")
    ]


def test_a_reader_that_stops_reading_is_no_fault(episode: Path) -> None:
    """As in `narrator segment FILE | head -1`."""
    command = [*NARRATOR, "segment", str(episode)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.wait(timeout=60) in {0, 141}
        assert process.stderr is not None
        assert b"Traceback" not in process.stderr.read()


def test_a_name_that_is_no_text_is_written_down_all_the_same(tmp_path: Path) -> None:
    """Bytes that no encoding knows, in the name of the programme."""
    source, programme = tmp_path / "ep.srt", tmp_path / os.fsdecode(b"\xff\xfe.wav")
    source.write_text(TALK, encoding="utf-8")
    soundfile.write(tmp_path / "plain.wav", np.zeros((96_000 * 5, 2)), 48_000)
    (tmp_path / "plain.wav").rename(programme)
    done = narrator("render", source, "-p", programme, "-o", "out", "--engine", "tone",
                    folder=tmp_path)  # fmt: skip
    assert done.returncode == 0, done.stderr
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert made == {STEM, "described.wav", *WRITERS}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_edited_sheet_is_rendered_back(episode: Path, tmp_path: Path, kind: str) -> None:
    """Other words are spoken, everything else stays where it was."""
    done = narrator("render", episode, "-o", "out", "--engine", "tone", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    before = json.loads((tmp_path / "out" / "cuesheet.json").read_text(encoding="utf-8"))
    sheet, words = tmp_path / f"edited.{kind}", before["narrations"][-1]["spoken"]
    if kind == "csv":
        text = (tmp_path / "out" / "spoken.csv").read_text(encoding="utf-8")
        assert text.count(words) == 1
        sheet.write_text(text.replace(words, "A laundry"), encoding="utf-8")
    else:
        book = openpyxl.load_workbook(tmp_path / "out" / "spoken.xlsx")
        (cell,) = [cell for row in book.active for cell in row if cell.value == words]
        cell.value = "A laundry"
        book.save(sheet)
    done = narrator("render", sheet, "-o", "again", "--json", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    after = json.loads(done.stdout)
    spoken = [[n["spoken"] for n in sheet["narrations"]] for sheet in (before, after)]
    assert spoken[1] == [*spoken[0][:-1], "A laundry"]
    assert [n["cue"] for n in after["narrations"]] == [n["cue"] for n in before["narrations"]]
    assert {n["voice"] for n in after["narrations"]} == {"tone"}


def test_a_sheet_with_wrong_values_is_refused(tmp_path: Path) -> None:
    """Each with its row and column, in one sentence."""
    sheet = tmp_path / "hand.csv"
    sheet.write_text("cue in,spoken text,tag\n1 s,A door.,capton\n", encoding="utf-8")
    done = narrator("render", sheet, "-o", "out", folder=tmp_path)
    assert done.returncode == 3
    assert "row 2, cue in: '1 s'" in done.stderr
    assert "row 2, tag: 'capton'" in done.stderr
