"""Speakers whom a cast names in vain: told in one note, with those who may be meant."""

from pathlib import Path

import pytest

from narrator.absent import absent_speakers
from narrator.cache import ClipCache
from narrator.cast import Told
from narrator.job import Job
from narrator.kit import Kit
from narrator.model import Finding, Mode, Narration, Span, Tag
from narrator.pipeline import forecast, narrate

CUES = (
    "IDA: Did he row over in the night?",
    "MARLOW: The pilot never came",
    "back from the island.",
    "IDA: Who told you that?",
    '<font color="Yellow">Hand me the lantern, please.</font>',
    '<font color="#FFFF00">And be quick about it, please.</font>',
    "HARBOUR OFFICE",
    "MARLOW: It is raining again.",
)
SUBTITLES = "\n".join(
    f"{n}\n00:00:{3 * n:02},000 --> 00:00:{3 * n + 2:02},900\n{text}\n"
    for n, text in enumerate(CUES, 1)
)


def said(*speakers: str, tag: Tag = "dialogue") -> list[Narration]:
    """Return a narration by each speaker in turn."""
    return [
        Narration(
            id=f"n{n}", unit_ids=(), span=Span(start_ms=n, end_ms=n + 1), tag=tag, text="A",
            spoken="A", voice="", speaker=speaker,
        )
        for n, speaker in enumerate(speakers)
    ]  # fmt: skip


def notes(named: str, narrations: list[Narration]) -> list[str]:
    """Return what is told of a cast that names some speakers, parted by bars."""
    told = Told(speakers=dict.fromkeys(named.split("|"), "a"))
    found = list(absent_speakers(told, narrations))
    assert {(f.code, f.blocking, f.span) for f in found} <= {("absent-speaker", False, None)}
    return [finding.message for finding in found]


def test_who_speaks_is_no_note() -> None:
    """By a label in any case, or a colour in any spelling."""
    assert notes("tom|cyan", said("TOM", "#00ffff", "", "IDA")) == []
    assert list(absent_speakers(Told(captions="a", reader="b"), said("TOM"))) == []


@pytest.mark.parametrize(
    ("named", "speakers", "message"),
    [
        ("NOBODY", ("Tom", "Ida", "TOM"), '"NOBODY". Speakers here whom it does not name: Tom, I'),
        ("Kay|MARLOWE", ("Marlow", ""), '"MARLOWE" (Did you mean Marlow?), "Kay". Speakers'),
        ("Tomm|Tom", ("TOM",), '"Tomm".'),
        ("cyan", ("#00fffe",), '"cyan". Speakers here whom it does not name: #00fffe.'),
        ("#00ffff", ("#00fffe",), '"#00ffff". Speakers here'),
        ("Tom", ("", ""), '"Tom". No speaker is told by a label or a colour here.'),
    ],
)  # fmt: skip
def test_who_says_nothing_is_told_with_who_may_be_meant(
    named: str, speakers: tuple[str, ...], message: str
) -> None:
    """The likeliest first; nobody whom the cast names already, and no colour for a near one."""
    (note,) = notes(named, said(*speakers))
    assert note.startswith(f"The cast names speakers who say nothing here: {message}")


def test_a_speaker_of_signs_alone_has_no_part() -> None:
    """On-screen text has its own voice, whoever is said to show it."""
    assert len(notes("TOM", said("TOM", tag="caption"))) == 1


def test_the_cast_of_a_long_season_is_one_short_note() -> None:
    """It is quick, too, over whatever names."""
    named = "|".join(f"Sailor {n} of the crew {'x' * 200}" for n in range(3_000))
    (note,) = notes(named, said(*(f"Pilot {n} of the port {'x' * 200}" for n in range(3_000))))
    assert note.count(" and 2992 more") == 2
    assert len(note) < 2_000


def found_in(folder: Path, cast: str, mode: Mode) -> tuple[Finding, ...]:
    """Return the notes on the cast of an episode: the same of a render and of its plan."""
    source, told = folder / "episode.srt", folder / "cast.toml"
    source.write_text(SUBTITLES, encoding="utf-8")
    told.write_text(cast, encoding="utf-8")
    job = Job(source=source, output=folder / "out", engine="tone", mode=mode, cast=told)
    kit = Kit(cache=ClipCache(folder / "cache"), heard_folder=folder / "heard")
    outcome, plan = narrate(job, kit), forecast(job, kit)
    assert outcome.exit_code == 0
    of_render, of_plan = (
        tuple(f for f in findings if f.code == "absent-speaker")
        for findings in (outcome.rendering.findings, plan.findings)
    )
    assert of_render == of_plan
    return of_render


def test_a_render_and_its_plan_tell_of_a_misspelt_speaker(tmp_path: Path) -> None:
    """Where dialogue is read; else nobody has a part, and nobody is missed."""
    cast = '[speakers]\n"MARLOWE" = "tone"\n"YELLOW" = "tone"\n'
    (note,) = found_in(tmp_path, cast, "all")
    assert note.message == (
        'The cast names speakers who say nothing here: "MARLOWE" (Did you mean MARLOW?). '
        "Speakers here whom it does not name: IDA, MARLOW."
    )
    assert found_in(tmp_path, cast, "captions") == ()


def test_a_cast_that_fits_is_no_note(tmp_path: Path) -> None:
    """Two spellings of yellow are one speaker."""
    cast = '[speakers]\n"marlow" = "tone"\n"Ida" = "tone"\n"#ff0" = "tone"\n'
    assert found_in(tmp_path, cast, "all") == ()
