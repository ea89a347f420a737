"""The page of a batch, `index.html`: every job with a link to its report, the worst first.

It holds its own style and no script, and fetches nothing; the report's page is its model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from narrator.batch.model import EpisodeOutcome, State
from narrator.writers.report.outcome import plural
from narrator.writers.report.templates import TEMPLATES, digest, held, stored

WORDS: dict[State, str] = {
    "done": "Done",
    "failed": "Failed",
    "cancelled": "Cancelled",
    "running": "Running",
    "waiting": "Waiting",
}
_STYLE = "batch.css"


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A job and the link to its report, "" where there is none to look at."""

    outcome: EpisodeOutcome
    link: str

    @property
    def word(self) -> str:
        """What became of it, so that no colour is needed to tell."""
        return "Done, blocked" if self.blocks else WORDS[self.outcome.state]

    @property
    def kind(self) -> str:
        """How its row is coloured."""
        if self.outcome.state == "failed" or self.blocks:
            return "bad"
        return "good" if self.outcome.state == "done" else "doubt"

    @property
    def blocks(self) -> bool:
        """Whether it is done, and something keeps it from going on air."""
        return self.outcome.state == "done" and self.outcome.blocking > 0


def index_page(rows: Sequence[Row]) -> str:
    """Return the page as HTML5."""
    import jinja2  # noqa: PLC0415 - only a batch needs it here

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=held,
    )
    style = stored(_STYLE)
    own = f"style-src 'sha256-{digest(style)}'"
    policy = f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"
    return environment.get_template("batch.html").render(
        rows=rows, verdict=verdict(rows), good=all_good(rows), style=style, policy=policy
    )


def all_good(rows: Sequence[Row]) -> bool:
    """Whether every job is done and none has a blocking finding."""
    return all(row.kind == "good" for row in rows)


def verdict(rows: Sequence[Row]) -> str:
    """Return the outcome of the batch in one sentence."""
    words = [row.word for row in rows]
    counts = [f"{words.count(word)} {word[0].lower()}{word[1:]}" for word in dict.fromkeys(words)]
    jobs = f"{len(rows)} {plural(len(rows), 'job', 'jobs')}"
    return f"{jobs}: {'; '.join(counts)}." if rows else "There were no jobs."
