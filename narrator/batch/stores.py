"""Object stores through fsspec, and their faults in narrator's words: the only module that asks it.

Endpoints, regions and credentials are the machine's: the environment (AWS_ENDPOINT_URL,
AWS_PROFILE …), the store's own files, or those of fsspec; a job file holds none.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from narrator.errors import (
    JobError,
    NarratorError,
    OutputError,
    RemoteFaultError,
    UnreadableInputError,
)

STORES: dict[str, str] = {  # scheme, and the package that speaks it
    "s3": "s3fs",
    "gs": "gcsfs",
    "memory": "fsspec",
}

# Names and not classes, so that no store's library need be there.
_FINAL = frozenset({
    "NoCredentialsError", "PartialCredentialsError", "CredentialRetrievalError",
    "UnknownCredentialError", "TokenRetrievalError", "DefaultCredentialsError",
    "ProfileNotFound", "ParamValidationError", "InvalidRegionError",
    "PermissionError", "IsADirectoryError", "NotADirectoryError", "FileExistsError",
    "FileNotFoundError", "ValueError", "TypeError", "NotImplementedError", "ImportError",
})  # fmt: skip
_PASSING_STATUS = frozenset({408, 425, 429})  # RFC 9110, 8470 and 6585: come again later
_BLOCK_BYTES = 16 << 20


def store_of(url: str) -> Any:  # noqa: ANN401 - fsspec has no types
    """Return the file system of a URL. Raises JobError where narrator has none for it."""
    scheme = url.partition("://")[0]
    if scheme not in STORES or "::" in url:
        known = ", ".join(f"{each}://" for each in ("file", *STORES))
        raise JobError(f"narrator cannot reach {url}.", f"Use a path, or one of: {known}.")
    try:
        import fsspec  # noqa: PLC0415 - an extra

        # What was listed a moment ago may be another file by now.
        return fsspec.filesystem(scheme, use_listings_cache=False)
    except ImportError as error:
        raise JobError(
            f"{scheme}:// needs {STORES[scheme]}, which is not installed.",
            "Install the extra: pip install 'narrator[cloud]'.",
        ) from error


def facts_of(url: str) -> Mapping[str, Any]:
    """Return what a store tells of a file. Raises UnreadableInputError or RemoteFaultError."""
    with reading(url):
        facts: Mapping[str, Any] = store_of(url).info(url)
    if facts.get("type") == "directory":
        raise UnreadableInputError(f"{url} is a folder.", "Name a file.")
    return facts


def blocks_of(url: str) -> Iterator[bytes]:
    """Yield a file in blocks of 16 MiB. Raises UnreadableInputError or RemoteFaultError."""
    with reading(url):
        stream = store_of(url).open(url, "rb", block_size=_BLOCK_BYTES, cache_type="none")
    try:
        left = stream.size
        while left > 0:  # beyond its end no store is asked: some call that a fault
            with reading(url):
                block: bytes = stream.read(min(_BLOCK_BYTES, left))
            if not block:
                return
            left -= len(block)
            yield block
    finally:
        stream.close()


def part_of(url: str, start: int, end: int) -> bytes:
    """Return some bytes of a file. Raises UnreadableInputError or RemoteFaultError."""
    with reading(url):
        found: bytes = store_of(url).cat_file(url, start=start, end=end)
    return found


@contextmanager
def reading(url: str) -> Iterator[None]:
    """Raise a fault of the block as UnreadableInputError, or RemoteFaultError if it may pass."""
    with _asking(f"{url} cannot be read", UnreadableInputError):
        yield


@contextmanager
def writing(url: str) -> Iterator[None]:
    """Raise a fault of the block as OutputError, or RemoteFaultError if it may pass."""
    with _asking(f"{url} cannot be written", OutputError):
        yield


def is_final(error: BaseException) -> bool:
    """Whether asking again would bring about the same: it is not there, or not allowed.

    A store's answer with a status of 4xx is final but for those that ask to come again; whatever
    is not known to be final may pass.
    """
    status = _status(error)
    if status is not None:
        return 400 <= status < 500 and status not in _PASSING_STATUS
    return not _FINAL.isdisjoint(cls.__name__ for cls in type(error).__mro__)


@contextmanager
def _asking(failed: str, final: type[NarratorError]) -> Iterator[None]:
    try:
        yield
    except NarratorError:
        raise
    except Exception as error:  # whatever a store's library may raise
        why = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        if is_final(error):
            hint = "Check the address, and what these credentials may do."
            raise final(f"{failed}: {why}.", hint) from error
        hint = "Run it again; if it stays so, check the network and the store."
        raise RemoteFaultError(f"{failed}: {why}.", hint) from error


def _status(error: BaseException | None) -> int | None:
    """Return the HTTP status of a store's answer, None where it gave none."""
    while error is not None:
        answer = getattr(error, "response", None)
        found = getattr(error, "code", None) or getattr(error, "status", None)
        if isinstance(answer, Mapping):  # botocore's ClientError
            found = answer.get("ResponseMetadata", {}).get("HTTPStatusCode")
        if isinstance(found, int):
            return found
        error = error.__cause__
    return None
