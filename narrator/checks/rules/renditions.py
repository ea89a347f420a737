"""Whether playlist and manifest say what the described mix is, and offer it to those who ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from narrator.checks.delivered import Delivered
from narrator.checks.finding import CheckFinding
from narrator.checks.offers import Offer
from narrator.derived.stream import STREAM
from narrator.media.purpose import title_of
from narrator.model import Mode
from narrator.text.excerpt import excerpt

_ROLE = "urn:mpeg:dash:role:2011"
_PURPOSE = "urn:tva:metadata:cs:AudioPurposeCS:2007"
_DESCRIBES = "public.accessibility.describes-video"
_FLAG = "descriptions"


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What has to be said of a sound, and what must not be, in the words of a format."""

    due: frozenset[str]
    barred: frozenset[str]


HLS: Mapping[Mode, Words] = {
    "captions": Words(
        due=frozenset({_DESCRIBES, "AUTOSELECT=YES"}),
        barred=frozenset({"DEFAULT=YES", "public.translation", "public.translation.voice-over"}),
    ),
    "all": Words(due=frozenset(), barred=frozenset({"DEFAULT=YES", "AUTOSELECT=YES", _DESCRIBES})),
}
DASH: Mapping[Mode, Words] = {
    "captions": Words(
        due=frozenset({
            f"Accessibility {_ROLE} description", f"Accessibility {_PURPOSE} 1",
            f"Role {_ROLE} alternate",
        }),
        barred=frozenset({
            f"Role {_ROLE} main", f"Role {_ROLE} dub", f"Accessibility {_PURPOSE} 2",
        }),
    ),
    "all": Words(
        due=frozenset({f"Role {_ROLE} alternate"}),
        barred=frozenset({
            f"Role {_ROLE} main", f"Role {_ROLE} description",
            f"Accessibility {_ROLE} description", f"Accessibility {_PURPOSE} 1",
        }),
    ),
}  # fmt: skip


def rendition_labels(delivered: Delivered) -> Iterator[CheckFinding]:
    """Yield what playlist, manifest and stream say of the sound that it is not, or do not say."""
    mode = delivered.sheet.head.mode
    for playlist in delivered.playlists:
        if playlist.offers is None:
            continue
        if not playlist.offers:
            yield _label(playlist.name, "offers no sound", "nothing", "the described mix")
        words = DASH if playlist.name.endswith(".mpd") else HLS
        for offer in playlist.offers:
            yield from _said(playlist.name, offer, words[mode])
            yield from _named(playlist.name, offer, delivered)
    yield from _of_stream(delivered)


def _said(name: str, offer: Offer, words: Words) -> Iterator[CheckFinding]:
    for word in sorted(words.due - offer.words):
        yield _label(name, "does not say of the sound what it is", "no such label", word)
    for word in sorted(words.barred & offer.words):
        yield _label(name, "says of the sound what it is not", word, "no such label")


def _named(name: str, offer: Offer, delivered: Delivered) -> Iterator[CheckFinding]:
    language = delivered.script.language if delivered.script else ""
    if offer.language.casefold() != language.casefold():
        what = "has the sound in another language"
        yield _label(name, what, excerpt(offer.language) or "none", language)
    title = title_of(delivered.sheet.head.mode, language)
    if offer.title != title:
        what = "has the sound under another title"
        yield _label(name, what, excerpt(offer.title) or "none", title)


def _of_stream(delivered: Delivered) -> Iterator[CheckFinding]:
    """Hold the flags of the stream itself: spoken subtitles are never called description."""
    name = delivered.sheet.head.files.get(STREAM)
    wanted = delivered.sheet.head.mode == "captions"
    for mix in delivered.mixes:
        flags = mix.labels[-1].flags
        if mix.name == name and (_FLAG in flags) != wanted:
            found = " ".join(sorted(flags)) or "none"
            what = "does not say in its flags what it is"
            yield _label(mix.name, what, found, _FLAG if wanted else f"no {_FLAG}")


def _label(name: str, what: str, measured: str, wanted: str) -> CheckFinding:
    return CheckFinding(
        message=f"{name} {what}.", blocks=True, file=name, measured=measured, wanted=wanted
    )
