"""Addresses: what is a URL, such as s3://bucket/ep.mkv, and no path."""

import re

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # RFC 3986, 3.1; one letter is a disk


def is_url(text: str) -> bool:
    """Whether a place is a URL such as s3://bucket/ep.srt or file:///ep.srt, and no path."""
    return _SCHEME.match(text) is not None
