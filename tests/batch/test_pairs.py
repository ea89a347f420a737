"""Folders to batches: pairs by name and number, ambiguity told and never guessed."""

from pathlib import Path

import pytest

from narrator.batch.jobs import read_batch
from narrator.batch.jobs.stems import Number, number_of, without_language
from narrator.batch.model import Batch
from narrator.errors import JobError


def batch_of(folder: Path, *names: str, **defaults: object) -> Batch:
    """Return the batch of a folder that holds files of these names."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("1\n00:00:01,000 --> 00:00:03,000\nHARBOUR\n", encoding="utf-8")
    return read_batch(folder, output=str(folder / "out"), defaults=defaults)


def pairs(batch: Batch, folder: Path) -> dict[str, tuple[str, str]]:
    """Return the subtitles and programme of each episode by its name."""
    return {
        episode.name: (
            str(Path(str(episode.settings["source"])).relative_to(folder)),
            str(Path(str(episode.settings["programme"])).relative_to(folder)),
        )
        for episode in batch.episodes
    }


@pytest.mark.parametrize(
    ("stem", "season", "episodes"),
    [
        ("Show.S01E02.1080p.x264", 1, (2,)),
        ("show s1 e2", 1, (2,)),
        ("show_1x02", 1, (2,)),
        ("Show.S01E01E02", 1, (1, 2)),
        ("Show.S01E01-E02", 1, (1, 2)),
        ("Episode 2", None, (2,)),
        ("Show Ep02", None, (2,)),
        ("Folge 12", None, (12,)),
        ("Серия 7", None, (7,)),
        ("02 - The Clerk", None, (2,)),
        ("02. The Clerk", None, (2,)),
    ],
)
def test_an_episode_number_is_found(stem: str, season: int | None, episodes: list[int]) -> None:
    """In the ways in which people and recorders write it."""
    assert number_of(stem) == Number(season=season, episodes=tuple(episodes))


@pytest.mark.parametrize(
    "stem", ["The Tide Clerk", "Show 1920x1080", "1984", "2001.A.Space", "Trees12", "x264", "12:30"]
)
def test_what_is_no_number_of_an_episode(stem: str) -> None:
    """Sizes, years, codecs."""
    assert number_of(stem) is None


@pytest.mark.parametrize(
    ("stem", "rest", "language"),
    [
        ("ep.en", "ep", "en"),
        ("ep.eng.sdh", "ep", "en"),
        ("ep.forced", "ep", None),
        ("ep.pt-BR", "ep", "pt-BR"),
        ("ep.1080p", "ep.1080p", None),
        ("en", "en", None),
        ("ep.harbour", "ep.harbour", None),
    ],
)
def test_a_language_at_the_end_of_a_name(stem: str, rest: str, language: str | None) -> None:
    """Where it is one, and not the end of a title."""
    assert without_language(stem) == (rest, language)


def test_pairs_by_name_in_their_folders(tmp_path: Path) -> None:
    """Two seasons with files of the same names."""
    batch = batch_of(tmp_path, "s1/ep.srt", "s1/ep.mkv", "s2/ep.srt", "s2/ep.mkv")
    assert pairs(batch, tmp_path) == {
        "s1-ep": ("s1/ep.srt", "s1/ep.mkv"),
        "s2-ep": ("s2/ep.srt", "s2/ep.mkv"),
    }
    assert batch.unmatched == ()


def test_pairs_by_number_and_across_folders(tmp_path: Path) -> None:
    """Names differ and so do folders; a season that is not told is no contradiction."""
    batch = batch_of(
        tmp_path, "video/Show.S01E01.mkv", "video/Show.S01E02.mkv", "subs/1x01.srt",
        "subs/02 - Clerk.srt",
    )  # fmt: skip
    assert pairs(batch, tmp_path) == {
        "subs-1x01": ("subs/1x01.srt", "video/Show.S01E01.mkv"),
        "subs-02 - Clerk": ("subs/02 - Clerk.srt", "video/Show.S01E02.mkv"),
    }


def test_each_language_is_an_episode(tmp_path: Path) -> None:
    """Its language is that of the name."""
    batch = batch_of(tmp_path, "ep.mkv", "ep.en.srt", "ep.fr.srt")
    assert [(e.name, e.settings["language"]) for e in batch.episodes] == [
        ("ep.en", "en"),
        ("ep.fr", "fr"),
    ]


def test_a_language_that_is_asked_for_leaves_out_the_others(tmp_path: Path) -> None:
    """And that is told."""
    batch = batch_of(tmp_path, "ep.mkv", "ep.en.srt", "ep.fr-CA.srt", language="fr")
    assert [episode.name for episode in batch.episodes] == ["ep.fr-CA"]
    assert batch.unmatched == ("ep.en.srt is in en, not in fr.",)


@pytest.mark.parametrize(
    "names",
    [
        ("ep.mkv", "ep.srt", "ep.vtt"),
        ("ep.mkv", "ep.srt", "ep.en.srt"),
        ("ep.mkv", "ep.en.srt", "ep.en.forced.srt"),
        ("ep.mkv", "ep.mp4", "ep.srt"),
        ("A.S01E01.mkv", "A.S02E01.mkv", "Episode 1.srt"),
    ],
)
def test_what_could_be_meant_in_two_ways_is_not_guessed(
    tmp_path: Path, names: tuple[str, ...]
) -> None:
    """It is told, and the pair that is clear is taken."""
    batch = batch_of(tmp_path, "clear.mkv", "clear.srt", *names)
    assert [episode.name for episode in batch.episodes] == ["clear"]
    (told,) = batch.unmatched
    assert "could go with" in told
    assert all(name in told for name in names)


def test_what_stays_unmatched_is_told(tmp_path: Path) -> None:
    """Each file, from the folder."""
    batch = batch_of(tmp_path, "a.mkv", "a.srt", "b/b.mkv", "c.srt", "notes.pdf", ".hidden.srt")
    assert batch.unmatched == (
        "b/b.mkv: no subtitles go with it.",
        "c.srt: no programme goes with it.",
    )


def test_results_are_no_episodes(tmp_path: Path) -> None:
    """Neither those in the output root nor those of a render before."""
    batch = batch_of(
        tmp_path, "a.mkv", "a.srt", "out/a/described.mkv", "old/described.mkv", "old/cuesheet.json"
    )
    assert len(batch.episodes) == 1
    assert batch.unmatched == ("old holds results of narrator.",)


def test_links_out_of_the_folder_are_not_read(tmp_path: Path) -> None:
    """Unless that is allowed; links within it are."""
    inside, elsewhere = tmp_path / "in", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "b.srt").write_text("x", encoding="utf-8")
    batch_of(inside, "a.mkv", "a.srt", "b.mkv")
    (inside / "b.srt").symlink_to(elsewhere / "b.srt")
    (inside / "sub").symlink_to(elsewhere)
    batch = batch_of(inside)
    assert [episode.name for episode in batch.episodes] == ["a"]
    assert "b.srt is a link out of the folder; --allow-outside reads it." in batch.unmatched
    allowed = read_batch(inside, output=str(inside / "out"), outside=True)
    assert [episode.name for episode in allowed.episodes] == ["a", "b"]


def test_a_folder_without_a_pair_is_refused_and_says_why(tmp_path: Path) -> None:
    """A night with nothing to do is a mistake."""
    with pytest.raises(JobError, match=r"a\.mkv: no subtitles go with it"):
        batch_of(tmp_path, "a.mkv")
