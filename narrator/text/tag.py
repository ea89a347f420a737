"""Language tags."""

import re

TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def is_language(tag: str) -> bool:
    """Whether a text has the shape of a language tag (BCP 47, RFC 5646 section 2.1)."""
    return TAG.fullmatch(tag) is not None
