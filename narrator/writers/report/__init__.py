"""`report.html`: one page that shows an episode to a person, with and without sight.

The page is whole in itself: its style, script and drawings stand in it, and it fetches nothing
but the sound files beside it, when one is played. docs/report.md tells what it shows.
"""

from narrator.model import Rendering


def write(rendering: Rendering) -> str:
    """Return the page as HTML5."""
    # Commands that write no report do not pay for what it needs.
    from narrator.writers.report.page import page_of  # noqa: PLC0415
    from narrator.writers.report.templates import filled  # noqa: PLC0415

    return filled(page_of(rendering))
