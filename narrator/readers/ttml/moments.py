"""What stands in the picture at one time: a paragraph, or those of its spans that have times."""

from collections.abc import Iterator
from dataclasses import dataclass

from narrator.readers.ttml.body import Paragraph, Part
from narrator.readers.ttml.times import Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class Moment:
    """Pieces of a paragraph that stand together, and when."""

    parts: tuple[Part, ...]
    interval: Interval


def moments_of(paragraph: Paragraph) -> Iterator[Moment]:
    """Yield the whole paragraph, or the groups of its spans that stand at one time."""
    scope, parts = paragraph.scope, paragraph.parts
    own = any(paragraph.element.get(name) is not None for name in ("begin", "end", "dur"))
    inner = [part for part in parts if part.scope.interval != scope.interval]
    if own or not inner:
        yield Moment(parts=parts, interval=scope.interval)
        return
    group: list[Part] = []
    when: Interval | None = None
    for part in parts:
        interval = part.scope.interval
        if interval != scope.interval and when and not _meet(when, interval):
            yield Moment(parts=tuple(group), interval=when)
            group, when = [], None
        if interval != scope.interval:
            when = _joined(when, interval)
        group.append(part)
    if when:
        yield Moment(parts=tuple(group), interval=when)


def _meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals share any time."""
    ends_later = other.end is None or other.end > one.begin
    return ends_later and (one.end is None or one.end > other.begin)


def within(one: Interval, region: Interval) -> Interval | None:
    """Return the part of an interval in which its region is shown, None where there is none."""
    if not region.is_timed:
        return one
    ends = [end for end in (one.end, region.end) if end is not None]
    inner = Interval(begin=max(one.begin, region.begin), end=min(ends, default=None), is_timed=True)
    return None if inner.end is not None and inner.end <= inner.begin else inner


def _joined(one: Interval | None, other: Interval) -> Interval:
    if one is None:
        return other
    ends = [one.end, other.end]
    end = None if None in ends else max(end for end in ends if end is not None)
    return Interval(begin=min(one.begin, other.begin), end=end, is_timed=True)
