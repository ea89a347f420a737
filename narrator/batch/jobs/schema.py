"""The JSON Schema of a job file, for editors and other tools: made of the keys and the choices.

`narrator/batch/job.schema.json` and `docs/job.schema.json` hold what `schema` returns; a test
compares them. It is by JSON Schema, draft 2020-12. TOML job files are checked by it as well, since
they hold the same values; what files there are, and what goes together, no schema can tell.
"""

import json
from collections.abc import Mapping
from pathlib import Path

from narrator.batch.jobs.checks import ENGINE_NAMES, LONGEST_TITLE
from narrator.batch.jobs.keys import KEYS, Key, Kind
from narrator.job import MODES
from narrator.media.formats import FORMATS
from narrator.text.tag import TAG

Json = dict[str, object]

PUBLISHED = Path(__file__).parent.parent / "job.schema.json"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
KINDS: Mapping[Kind, Json] = {
    "text": {"type": "string"},
    "number": {"type": "integer"},
    "choice": {"type": "boolean"},
    "texts": {"type": "array", "items": {"type": "string"}},
}
NARROWER: Mapping[str, Json] = {
    "narrate": {"enum": list(MODES)},
    "engine": {"enum": list(ENGINE_NAMES)},
    "formats": {"items": {"enum": list(FORMATS)}},
    "language": {"pattern": f"^{TAG.pattern}$"},
    "track": {"minimum": 1},
    "title": {"minLength": 1, "maxLength": LONGEST_TITLE},
    "name": {"minLength": 1, "pattern": r"^[^./\\\s][^/\\\u0000-\u001f]*$"},
    "subtitles": {"minLength": 1},
    "programme": {"minLength": 1},
}


def schema() -> Json:
    """Return the schema as plain values."""
    series = {name: property_of(name, key) for name, key in KEYS.items() if key.series}
    episode = {name: property_of(name, key) for name, key in KEYS.items()}
    return {
        "$schema": DRAFT,
        "title": "A job file of narrator",
        "type": "object",
        "additionalProperties": False,
        "required": ["episode"],
        "properties": {
            "$schema": {"type": "string"},
            "series": table("What holds for every episode that does not tell it itself.", series),
            "episode": {
                "description": "The episodes, each a job.",
                "type": "array",
                "minItems": 1,
                "items": table("One episode.", episode) | {"required": ["subtitles"]},
            },
        },
    }


def table(about: str, properties: Mapping[str, Json]) -> Json:
    """Return the schema of a table that has these keys and no other."""
    return {
        "description": about,
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def property_of(name: str, key: Key) -> Json:
    """Return the schema of one key's value."""
    return {"description": key.about} | KINDS[key.kind] | NARROWER.get(name, {})


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
