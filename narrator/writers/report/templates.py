"""The page's template filled in: everything escaped, the script and style named by their hashes.

Content-Security-Policy Level 3: with "default-src 'none'" nothing runs and nothing is fetched but
what is listed; an inline script runs only where its SHA-256 is.
"""

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from narrator.writers.report.page import Page

TEMPLATES = Path(__file__).parents[2] / "templates"
# What no HTML text holds: controls but tab and line feed, surrogates, noncharacters at the end.
_UNHELD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def filled(page: Page) -> str:
    """Return the page as HTML."""
    import jinja2  # noqa: PLC0415 - most commands write no report

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        finalize=held,
    )
    inline = {name: stored(file) for name, file in INLINE.items()}
    return environment.get_template("report.html").render(
        page=page, policy=policy(inline), inline=inline
    )


INLINE = {"style": "report.css", "script": "report.js", "early": "early.js"}


def stored(file: str) -> str:
    """Return a file that the page takes in as it is."""
    return (TEMPLATES / file).read_text(encoding="utf-8")


def policy(inline: dict[str, str]) -> str:
    """Return the page's Content-Security-Policy: its own style and scripts, sound beside it."""
    own = {name: f"'sha256-{digest(text)}'" for name, text in inline.items()}
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {own['style']}",
            f"script-src {own['early']} {own['script']}",
            "media-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def digest(text: str) -> str:
    """Return the SHA-256 of a text in base64, as a policy names it."""
    return b64encode(sha256(text.encode()).digest()).decode()


def held(value: object) -> object:
    """Return a text with each character that HTML cannot hold replaced; anything else as it is."""
    if isinstance(value, str) and _UNHELD.search(value):
        return type(value)(_UNHELD.sub("\ufffd", value))
    return value
