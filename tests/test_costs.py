"""The costs in the documents are those of the code."""

import re
from pathlib import Path

from narrator.ways import COSTS

PLACING = Path(__file__).parent.parent / "docs" / "placing.md"


def test_the_table_in_the_documents_is_the_one_in_use() -> None:
    """Row by row."""
    text = PLACING.read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([^|]+) \| ([0-9.]+) \|$", text, re.MULTILINE)
    assert {what: float(cost) for what, cost in rows} == dict(COSTS)
