"""The keys of a job file: of what kind each is, and what it says. The schema is made of this."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "choice", "texts"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """One key: what it says, the kind of its value, and the keyword of `Job` that it gives.

    A choice is true or false. job is "" where the key is none of `Job`. place says that the value
    is a path or a URL; series that [series] may have the key too, for every episode.
    """

    about: str
    kind: Kind = "text"
    job: str = ""
    place: bool = False
    series: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A value as somebody gave it, and where: "season.toml:12", or the command line."""

    value: object
    where: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """What was told of one episode, or of all: where it begins, and its values by key."""

    where: str
    told: Mapping[str, Told]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """What a job file tells: of the series, and of each episode."""

    series: Table
    episodes: tuple[Table, ...]


KEYS: Mapping[str, Key] = {
    "name": Key(
        about="The episode's name in the batch; without it that of its subtitles file.",
        series=False,
    ),
    "subtitles": Key(
        about="The subtitles, a transcript, a script, or a video with a subtitle track.",
        job="source",
        place=True,
        series=False,
    ),
    "programme": Key(
        about="The programme, video or sound; without it only the stem and the texts are made.",
        job="programme",
        place=True,
        series=False,
    ),
    "title": Key(
        about="The episode's title; without it the one in the subtitles.",
        job="title",
        series=False,
    ),
    "output": Key(
        about="For the series the output root, from the job file's folder; for an episode its "
        "folder in the root, without it the episode's name.",
    ),
    "language": Key(about="The language of the subtitles, as en or pt-BR.", job="language"),
    "narrate": Key(about="Read the on-screen text alone, or the dialogue too.", job="mode"),
    "engine": Key(about="The speech engine.", job="engine"),
    "voice": Key(
        about="A voice's name, its TOML file, or a Piper model.",
        job="voice",
    ),
    "cast": Key(
        about="A TOML file that gives speakers their voices.",
        job="cast",
        place=True,
    ),
    "lexicon": Key(
        about="PLS files of pronunciations, the later before the earlier.",
        kind="texts",
        job="lexicon",
        place=True,
    ),
    "rules": Key(
        about="A TOML file that forces or forbids tags.",
        job="rules",
        place=True,
    ),
    "track": Key(
        about="Which subtitle track of an MKV or MP4 file, counted from 1.",
        kind="number",
        job="track",
    ),
    "start": Key(
        about="The timecode of the programme's first picture in the subtitles, as 10:00:00:00.",
        job="start",
    ),
    "profile": Key(about="How to place, mix and deliver: a name, or a TOML file.", job="profile"),
    "formats": Key(
        about="The formats of the described mix; without them the profile's.",
        kind="texts",
        job="formats",
    ),
    "extended": Key(
        about="Whether to hold the programme for a narration that fits nowhere.",
        kind="choice",
        job="extended",
    ),
}
