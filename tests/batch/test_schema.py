"""The published schema: what the code says, and what it takes and refuses."""

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from narrator.batch.jobs.keys import KEYS
from narrator.batch.jobs.schema import PUBLISHED, schema, schema_text

DOCS = Path(__file__).parent.parent.parent / "docs"
SCHEMA = Draft202012Validator(json.loads(PUBLISHED.read_text(encoding="utf-8")))
GUIDE = (DOCS / "batch.md").read_text(encoding="utf-8")


def test_what_is_published_is_what_the_code_says() -> None:
    """To mend: narrator.batch.jobs.schema.schema_text() into both files."""
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()
    assert (DOCS / "job.schema.json").read_text(encoding="utf-8") == schema_text()


def test_it_is_a_schema_itself() -> None:
    """By its own draft."""
    Draft202012Validator.check_schema(schema())


def blocks(kind: str) -> list[str]:
    """Return the blocks of code of a kind in the guide."""
    return [part.partition("\n```")[0] for part in GUIDE.split(f"```{kind}\n")[1:]]


@pytest.mark.parametrize("text", [text for text in blocks("toml") if "[[episode]]" in text])
def test_the_toml_job_files_of_the_guide_are_taken(text: str) -> None:
    """What a reader copies is right."""
    SCHEMA.validate(tomllib.loads(text))


@pytest.mark.parametrize("text", blocks("json"))
def test_the_json_job_files_of_the_guide_are_taken(text: str) -> None:
    """As above."""
    SCHEMA.validate(json.loads(text))


@pytest.mark.parametrize("key", KEYS)
def test_every_key_is_in_the_guide(key: str) -> None:
    """A row of its table."""
    assert f"| `{key}` |" in GUIDE


@pytest.mark.parametrize(
    "episode",
    [
        {},
        {"subtitles": 1},
        {"subtitles": ""},
        {"subtitles": "a", "frob": 1},
        {"subtitles": "a", "narrate": "some"},
        {"subtitles": "a", "engine": "tonne"},
        {"subtitles": "a", "track": 0},
        {"subtitles": "a", "track": "1"},
        {"subtitles": "a", "lexicon": "x.pls"},
        {"subtitles": "a", "formats": ["wax"]},
        {"subtitles": "a", "language": "e"},
        {"subtitles": "a", "name": "a/b"},
        {"subtitles": "a", "name": ".."},
        {"subtitles": "a", "extended": "yes"},
    ],
)
def test_a_faulty_episode_is_refused(episode: dict[str, object]) -> None:
    """Another program finds the fault before narrator does."""
    assert not SCHEMA.is_valid({"episode": [episode]})
    assert SCHEMA.is_valid({"episode": [{"subtitles": "a"}]})
