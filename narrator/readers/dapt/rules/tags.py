"""Language tags as BCP 47 has them: well formed, registered or not."""

import re

from narrator.text.tag import is_language

PRIVATE = re.compile(r"[xXiI](-[A-Za-z0-9]{1,8})+")


def is_well_formed(tag: str) -> bool:
    """Whether a language tag is well formed, private and grandfathered ones too (RFC 5646, 2.1)."""
    return is_language(tag) or PRIVATE.fullmatch(tag) is not None
