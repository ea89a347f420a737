"""Rules of a person: tags forced or forbidden by pattern, style or cue, every fault told."""

from pathlib import Path

import pytest

from narrator.errors import JobError
from narrator.model import Cue, Line, Span, Subtitles
from narrator.segment import segment
from narrator.segment.rulefile import load_rules

LINES = (
    "HARBOUR STREET", "You came back.", "ROOM 12", "Wait here", "I said no, and you know why.",
)  # fmt: skip


def tags(folder: Path, rules: str, name: str = "ep01.srt") -> list[str]:
    """Return the tags of five cues under a file of rules."""
    path = folder / "rules.toml"
    path.write_text(rules, encoding="utf-8")
    cues = tuple(
        Cue(
            id=str(number),
            span=Span(start_ms=number * 2500, end_ms=number * 2500 + 2000),
            lines=(Line(text=text, classes=("Sign",) if number == 4 else ()),),
        )
        for number, text in enumerate(LINES, 1)
    )
    subtitles = Subtitles(path=Path(name), cues=cues, language="en")
    return [unit.tag for unit in segment(subtitles, load_rules(path))]


PLAIN = ["intertitle", "dialogue", "caption", "dialogue", "dialogue"]


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("", {}),
        ("[[rule]]\nmatch = '^ROOM \\d+$'\ntag = 'credit'", {3: "credit"}),
        ("[[rule]]\ncues = ['1', '4-5']\ntag = 'sound'", {1: "sound", 4: "sound", 5: "sound"}),
        ("[[rule]]\ncues = [2]\nfile = 'ep01*'\ntag = 'music'", {2: "music"}),
        ("[[rule]]\ncues = [2]\nfile = 'ep02*'\ntag = 'music'", {}),
        ("[[rule]]\nstyle = 'Sign'\ntag = 'caption'", {4: "caption"}),
        ("[[rule]]\nmatch = 'o'\ncues = ['5']\ntag = 'caption'", {5: "caption"}),
        ("[[rule]]\nmatch = 'ROOM'\nnot = ['caption', 'intertitle']", {3: "dialogue"}),
        ("[[rule]]\ncues = ['2']\nnot = ['dialogue']", {2: "caption"}),
        ("[[rule]]\ncues = ['2']\ntag = 'music'\n[[rule]]\ncues = ['2']\ntag = 'sound'",
         {2: "music"}),
    ],
)  # fmt: skip
def test_a_rule_settles_what_it_applies_to(
    tmp_path: Path, rules: str, expected: dict[int, str]
) -> None:
    """And nothing else."""
    found = tags(tmp_path, rules)
    plain = tags(tmp_path, "")
    assert found == [expected.get(n, tag) for n, tag in enumerate(plain, 1)]


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("[[rule]]\ntag = 'caption'", "rule 1 applies to everything"),
        ("[[rule]]\nmatch = 'a'", "rule 1 must have either tag or not"),
        ("[[rule]]\nmatch = 'a'\ntag = 'sign'", "no tag 'sign'"),
        ("[[rule]]\nmatch = '('\ntag = 'caption'", "no regular expression"),
        ("[[rule]]\nmatch = 3\ntag = 'caption'", "match is not a text"),
        ("[[rule]]\nmatch = 'a'\ncolour = 'b'\ntag = 'caption'", "unknown key 'colour'"),
        ("[[rule]]\ncues = '12'\ntag = 'caption'", "cues is not a list"),
        ("[[rule]]\ncues = [true]\ntag = 'caption'", "True is no cue"),
        ("[[rule]]\nmatch='a'\nnot=['dialogue','caption','intertitle','sound','music','credit']",
         "forbids every tag"),
        ("[[rules]]\nmatch = 'a'", "something else than"),
        ("rule = 3", "something else than"),
        ("[[rule", "cannot be read"),
        ("[[rule]]\nmatch = 'x{1,99999999999}'\ntag = 'caption'", "no regular expression"),
        ("[[rule]]\ncues = ['12,13']\ntag = 'caption'", "is no cue"),
        ("[[rule]]\ncues = ['44-40']\ntag = 'caption'", "is no cue"),
        ("a = " + "[" * 20_000, "cannot be read"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_with_its_place(tmp_path: Path, rules: str, said: str) -> None:
    """One sentence, and a hint."""
    with pytest.raises(JobError, match=said) as caught:
        tags(tmp_path, rules)
    assert caught.value.hint


def test_the_rule_that_settled_is_named(tmp_path: Path) -> None:
    """By the person's own reason, or by its place in the file."""
    path = tmp_path / "r.toml"
    path.write_text("[[rule]]\nmatch = 'a'\ntag = 'caption'\nwhy = 'a sign'\n", encoding="utf-8")
    assert [rule.name for rule in load_rules(path)] == ["settled: a sign"]
    path.write_text("[[rule]]\nmatch = 'a'\ntag = 'caption'\n", encoding="utf-8")
    assert [rule.name for rule in load_rules(path)] == [f"settled: {path}, rule 1"]


def test_a_pattern_that_takes_for_ever_is_stopped(tmp_path: Path) -> None:
    """And the rule that has it is named."""
    path = tmp_path / "rules.toml"
    path.write_text("[[rule]]\nmatch = '(a|aa)+$'\ntag = 'caption'\n", encoding="utf-8")
    line = Line(text="a" * 60 + "!")
    cue = Cue(id="1", span=None, lines=(line,))
    subtitles = Subtitles(path=Path("x.srt"), cues=(cue,), language="en")
    with pytest.raises(JobError, match="rule 1: its pattern takes more than 1 s"):
        segment(subtitles, load_rules(path))
