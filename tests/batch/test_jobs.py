"""Job files to batches: defaults and overrides, every fault by file, line and key."""

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from narrator.batch.jobs import read_batch
from narrator.batch.model import Batch
from narrator.errors import JobError

SUBTITLES = "1\n00:00:01,000 --> 00:00:03,000\nHARBOUR STREET\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two episodes."""
    for number in (1, 2):
        (tmp_path / f"ep{number}.srt").write_text(SUBTITLES, encoding="utf-8")
        (tmp_path / f"ep{number}.mkv").write_bytes(b"\x1aE\xdf\xa3")
    return tmp_path


def batch_of(folder: Path, text: str, name: str = "season.toml") -> Batch:
    """Return the batch of a job file of that text."""
    (folder / name).write_text(text, encoding="utf-8")
    return read_batch(folder / name, output=str(folder / "out"))


def faults_of(folder: Path, text: str, name: str = "season.toml") -> list[str]:
    """Return the faults of a job file of that text, without the line that counts them."""
    with pytest.raises(JobError) as caught:
        batch_of(folder, text, name)
    return caught.value.message.splitlines()[1:]


def test_an_episode_overrides_its_series(folder: Path) -> None:
    """What [series] tells holds for each episode that does not tell it itself."""
    batch = batch_of(
        folder,
        """
        [series]
        engine = "tone"
        language = "en"
        lexicon = []

        [[episode]]
        subtitles = "ep1.srt"
        programme = "ep1.mkv"

        [[episode]]
        subtitles = "ep2.srt"
        name = "two"
        language = "fr"
        narrate = "all"
        output = "late/two"
        title = "Deux"
        """,
    )
    one, two = batch.episodes
    assert (one.name, one.output) == ("ep1", str(folder / "out/ep1"))
    assert one.settings == {
        "source": str(folder / "ep1.srt"),
        "programme": str(folder / "ep1.mkv"),
        "engine": "tone",
        "language": "en",
        "lexicon": [],
    }
    assert (two.name, two.output) == ("two", str(folder / "out/late/two"))
    assert two.settings["language"] == "fr"
    assert two.settings["mode"] == "all"
    assert two.settings["title"] == "Deux"
    assert one.where == "season.toml:7"


def test_the_same_jobs_in_json_and_csv(folder: Path) -> None:
    """The three kinds of job file tell the same."""
    toml = batch_of(folder, '[[episode]]\nsubtitles = "ep1.srt"\ntrack = 2\nextended = true\n')
    told = {"episode": [{"subtitles": "ep1.srt", "track": 2, "extended": True}]}
    from_json = batch_of(folder, json.dumps(told), "season.json")
    from_csv = batch_of(folder, "subtitles;track;extended\nep1.srt;2;yes\n", "season.csv")
    assert toml.episodes[0].settings == from_json.episodes[0].settings
    assert toml.episodes[0].settings == from_csv.episodes[0].settings


def test_every_fault_is_told_in_one_go_by_line_and_key(folder: Path) -> None:
    """Ten faults, ten lines, in the order of the file; a multi-line text does not shift them."""
    faults = faults_of(
        folder,
        """\
frob = 1
[series]
engine = "tonne"
lexicon = "x.pls"
profile = "nope"

[[episode]]
title = '''
[series]
engine = "x"
'''
subtitles = "ep1.srt"
track = true

[[episode]]
subtitles = "none.srt"
name = "b"
start = "ten"
programme = "ep2.mkv"
formats = ["wav", "wax"]

[[episode]]
name = "c"
""",
    )
    starts = [fault.split(": ")[:2] for fault in faults]
    assert starts == [
        ["season.toml:1", "frob"],
        ["season.toml:3", "engine"],
        ["season.toml:4", "lexicon"],
        ["season.toml:5", "profile"],
        ["season.toml:8", "title"],
        ["season.toml:13", "track"],
        ["season.toml:16", "subtitles"],
        ["season.toml:18", "start"],
        ["season.toml:20", "formats"],
        ["season.toml:22", "subtitles"],
    ]


def test_what_was_meant_is_asked(folder: Path) -> None:
    """Of misspelt tables, keys and values, in every kind of job file."""
    faults = faults_of(
        folder,
        """\
[serie]
language = "fr"
[series]
Profile = "web"
profile = "podcasts"
frobnication = 1
[[episode]]
subtitels = "ep1.srt"
engine = "Pipers"
narrate = "captoins"
voice = "en_US-lessac-mediun"
formats = ["wav", "flacc"]
track = "x"
""",
    )
    asked = [re.match(r"\S+: (\w+): .*Did you mean (\S+)\?", fault) for fault in faults]
    assert [found.groups() for found in asked if found] == [
        ("serie", "series"), ("Profile", "profile"), ("profile", "podcast"),
        ("subtitels", "subtitles"), ("engine", "piper"), ("narrate", "captions"),
        ("formats", "flac"),
    ]  # fmt: skip
    assert "frobnication: There is no such key. The keys are output, language, " in "".join(faults)
    (fault,) = faults_of(folder, "subtitles,langauge\nep1.srt,fr\n", "s.csv")
    assert fault.endswith("langauge: There is no such key. Did you mean language?")
    told = json.dumps({"episode": [{"subtitles": "ep1.srt", "engien": "tone"}]})
    assert faults_of(folder, told, "s.json")[0].endswith("Did you mean engine?")


def test_a_fault_of_the_series_is_told_once(folder: Path) -> None:
    """However many episodes it would break."""
    episodes = "".join(f'[[episode]]\nsubtitles = "ep1.srt"\nname = "{n}"\n' for n in range(9))
    faults = faults_of(folder, f'series.engine = "tonne"\n{episodes}')
    assert len(faults) == 1


def test_after_fifty_faults_the_rest_is_counted(folder: Path) -> None:
    """A manifest of hundreds with one mistake throughout does not fill the screen."""
    rows = "".join(f"none{n}.srt\n" for n in range(73))
    faults = faults_of(folder, f"subtitles\n{rows}", "season.csv")
    assert len(faults) == 51
    assert faults[-1] == "and 23 more."


def test_values_that_do_not_go_together_are_a_fault(folder: Path) -> None:
    """A described mix needs a programme."""
    text = '[[episode]]\nsubtitles = "ep1.srt"\nformats = ["wav"]\n'
    assert faults_of(folder, text)[0].startswith("season.toml:1: A described mix needs a programme")


def test_json_has_lines_too_and_no_key_twice(folder: Path) -> None:
    """Python's own parser would pass over a key that is given twice."""
    text = '{"episode": [\n{"subtitles": "ep1.srt",\n"track": 1,\n"track": 2}]}'
    assert faults_of(folder, text, "s.json") == ["s.json:4: track: The key is given twice."]


@pytest.mark.parametrize(
    ("name", "text", "start"),
    [
        ("season.toml", "a = \n", "season.toml is no TOML"),
        (
            "season.toml",
            f"x=1\n{'.'.join('a' * 20_000)}=1",
            "season.toml is no TOML that can be read: a",
        ),
        ("season.json", '{"episode":\n[,]}', "season.json:2: this is no JSON"),
        ("season.json", "[]", "season.json:1: this is no JSON object"),
        ("season.json", "[" * 100_000, "season.json is no JSON"),
        ("season.csv", 'subtitles\n"ep1\n', "season.csv:2: this is no CSV"),
        ("season.yaml", "", "/"),
        ("season.toml", "", "/"),
    ],
)
def test_what_is_no_job_file_is_refused_in_a_sentence(
    folder: Path, name: str, text: str, start: str
) -> None:
    """The place is told where the parser knows it."""
    with pytest.raises(JobError) as caught:
        batch_of(folder, text, name)
    assert caught.value.message.startswith(start)


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    """Nothing there, and a pipe that nobody writes to."""
    os.mkfifo(tmp_path / "pipe.toml")
    for name in ("none.toml", "pipe.toml", "none"):
        with pytest.raises(JobError, match="There is no job file"):
            read_batch(tmp_path / name, output=None)


def test_what_is_not_utf_8_is_told_by_its_line(folder: Path) -> None:
    """As Excel saves a manifest in a code page."""
    (folder / "s.csv").write_bytes(b"subtitles\nep1.srt\n\xe9p2.srt\n")
    with pytest.raises(JobError, match=r"s\.csv:3: this is not UTF-8"):
        read_batch(folder / "s.csv", output=None)


def test_an_input_in_the_output_of_another_is_a_fault(folder: Path) -> None:
    """It could be written over before it is read."""
    (folder / "out/two").mkdir(parents=True)
    (folder / "out/two/narration.wav").write_bytes(b"RIFF")
    text = (
        '[[episode]]\nsubtitles = "ep1.srt"\nprogramme = "out/two/narration.wav"\n'
        '[[episode]]\nsubtitles = "ep2.srt"\nname = "two"\n'
    )
    (fault,) = faults_of(folder, text)
    assert fault.startswith("season.toml:1: programme: ")
    assert fault.endswith("lies in the output of the episode of season.toml:4.")


def test_names_and_outputs_are_each_there_once(folder: Path) -> None:
    """Two that differ by capitals alone would be one folder on many disks.

    An output that is the same since the name is, is no fault of its own.
    """
    text = (
        '[[episode]]\nsubtitles = "ep1.srt"\n'
        '[[episode]]\nsubtitles = "ep2.srt"\nname = "EP1"\n'
        '[[episode]]\nsubtitles = "ep2.srt"\noutput = "Ep1"\n'
        '[[episode]]\nsubtitles = "ep2.srt"\nname = "x"\noutput = "a/y"\n'
        '[[episode]]\nsubtitles = "ep2.srt"\nname = "X"\noutput = "A/Y"\n'
    )
    assert [fault.split(": ")[:2] for fault in faults_of(folder, text)] == [
        ["season.toml:3", "name"],
        ["season.toml:6", "output"],
        ["season.toml:13", "name"],
        ["season.toml:13", "output"],
    ]


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "a\\b", "a\nb", " a", "n" * 300, "é" * 150])
def test_a_name_that_is_no_folders_is_refused(folder: Path, name: str) -> None:
    """Neither a path nor what no disk takes."""
    told = {"episode": [{"subtitles": "ep1.srt", "name": name}]}
    assert faults_of(folder, json.dumps(told), "s.json")[0].startswith("s.json:1: name: ")


@pytest.mark.parametrize("name", ['It\'s "here"', "Ä 第1話", "-rf", "a;b|c", "%s {0}"])
def test_a_name_with_signs_that_are_only_odd_is_taken(folder: Path, name: str) -> None:
    """Quotes, spaces and letters of any script."""
    told = {"episode": [{"subtitles": "ep1.srt", "name": name}]}
    assert batch_of(folder, json.dumps(told), "s.json").episodes[0].name == name


def test_urls_are_passed_on_as_they_are(folder: Path) -> None:
    """A URL is looked for when it is fetched; a file:// URL is the path that it is."""
    (folder / "s.toml").write_text(
        f'[[episode]]\nsubtitles = "s3://b/a/ep1.srt"\nprogramme = "file://{folder}/ep1.mkv"\n'
        'formats = ["wav"]\n',
        encoding="utf-8",
    )
    (episode,) = read_batch(folder / "s.toml", output="s3://out/season/").episodes
    assert episode.settings["source"] == "s3://b/a/ep1.srt"
    assert episode.settings["programme"] == str(folder / "ep1.mkv")
    assert episode.output == "s3://out/season/ep1"


keys = st.sampled_from(["subtitles", "name", "output", "track", "lexicon", "voice", "profile", "x"])
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=4,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.dictionaries(st.sampled_from(["series", "episode", "y"]),
                               values | st.lists(st.dictionaries(keys, values))))  # fmt: skip
def test_whatever_json_holds_is_a_batch_or_a_sentence(
    folder: Path, content: dict[str, object]
) -> None:
    """Nothing but JobError is raised, and every line of it is printable."""
    lines = [""]
    try:
        batch_of(folder, json.dumps(content), "s.json")
    except JobError as error:
        lines = error.message.split("\n")
    assert all(line.isprintable() for line in lines)
