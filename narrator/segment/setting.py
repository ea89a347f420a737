"""How a passage stands among the others: next to its neighbours, in the file, in the picture."""

from narrator.segment.enclosures import encloses
from narrator.segment.facts import BRACKETED_ON_SCREEN, Passage
from narrator.segment.profile import manner_of
from narrator.segment.scene import Scene
from narrator.segment.timing import TIGHT_MS, gap_ms

ENDS = 4  # how many passages from either end of the file count as its opening and end cards,
ENDS_SHARE = 0.05  # and of a short file what share


def capitals_run(passage: Passage, scene: Scene) -> float:
    """How long the unbroken run of capitals is that it stands in: 0 alone, 1 for four more."""
    if passage.case != "upper":
        return 0.0
    return min(1.0, (reach(passage, scene, -1) + reach(passage, scene, 1)) / 4)


def reach(passage: Passage, scene: Scene, step: int) -> int:
    """Count the capital passages next to each other on one side."""
    count, here = 0, passage
    while (there := scene.near(here, step)) is not None and count < 4:
        if there.case != "upper" or there.label or there.dash or gap_ms(here, there) >= TIGHT_MS:
            break
        count, here = count + 1, there
    return count


def alone_in_cue(passage: Passage, _scene: Scene) -> float:
    """Whether its cue holds nothing else."""
    return float(len(passage.lines) == len(passage.cue.lines))


def shouted_run(passage: Passage, scene: Scene) -> float:
    """Whether it and its capital neighbours all end in exclamation marks."""
    if passage.case != "upper" or passage.ending != "!":
        return 0.0
    beside = [n for n in (scene.near(passage, -1), scene.near(passage, 1)) if n is not None]
    return float(all(n.ending == "!" for n in beside if n.case == "upper" and not n.label))


def goes_on(passage: Passage, scene: Scene) -> float:
    """Whether it goes on with a sentence, or a sentence goes on from it."""
    before, after = scene.near(passage, -1), scene.near(passage, 1)
    begun = before is not None and before.ending in {"", ","} and before.case == "mixed"
    lower_next = after is not None and after.text[:1].islower() and gap_ms(passage, after) < 1000
    return float(
        passage.text[:1].islower()
        or (passage.ending in {"", ","} and lower_next)
        or (begun and before is not None and before.span is None)
    )


def at_the_start(passage: Passage, scene: Scene) -> float:
    """How near the first passage of the file it stands, credits and sounds not counted."""
    return max(0.0, 1 - scene.profile.rank[passage.index] / ends(scene))


def at_the_end(passage: Passage, scene: Scene) -> float:
    """How near the last passage of the file it stands, credits and sounds not counted."""
    return max(0.0, 1 - scene.profile.rank_back[passage.index] / ends(scene))


def ends(scene: Scene) -> float:
    """Return how many passages from either end count as opening and end cards."""
    return min(ENDS, max(0.01, ENDS_SHARE * len(scene.passages) - 1))


def out_of_place(passage: Passage, scene: Scene) -> float:
    """Whether it stands elsewhere in the picture than most of the file."""
    return float(scene.profile.place is not None and passage.cue.position != scene.profile.place)


def where_none_speaks(passage: Passage, scene: Scene) -> float:
    """Whether it stands where nothing is marked as heard, in a file that marks it elsewhere."""
    return 0.0 if passage.led else 1 - scene.profile.talk_at.get(manner_of(passage), 1.0)


def forced(passage: Passage, scene: Scene) -> float:
    """Whether it is forced on viewers who read no subtitles, in a file that forces few."""
    return float(passage.cue.forced and scene.profile.forces_few)


def on_screen_brackets(passage: Passage, scene: Scene) -> float:
    """Whether it is enclosed as this file, or most files, enclose on-screen text."""
    mark = passage.enclosure
    if mark is None or mark in scene.profile.voice_brackets:
        return 0.0
    return float(mark in scene.profile.shown_brackets or mark in BRACKETED_ON_SCREEN)


def voice_brackets(passage: Passage, scene: Scene) -> float:
    """Whether it is enclosed as this file encloses voices from outside the picture."""
    return float(passage.enclosure in scene.profile.voice_brackets)


def sender(passage: Passage, scene: Scene) -> float:
    """Whether it has a label, in a file that does not label its speakers."""
    return float(passage.label is not None and not scene.profile.labels_speakers)


def long_quotation(passage: Passage, _scene: Scene) -> float:
    """Whether it is part of a quotation that runs over several passages."""
    return float(passage.enclosure is not None and not encloses(passage.text))


def listed(passage: Passage, scene: Scene) -> float:
    """Whether it begins with a figure, and so does a neighbour that touches it: a log, a list."""
    beside = (scene.near(passage, -1), scene.near(passage, 1))
    return float(
        passage.text[:1].isdigit()
        and any(n is not None and n.text[:1].isdigit() and one_manner(passage, n) for n in beside)
    )


def unlabelled(passage: Passage, scene: Scene) -> float:
    """How much of the file's talk is labelled, where this passage is not."""
    return 0.0 if passage.led else scene.profile.labelled


def one_manner(passage: Passage, other: Passage) -> bool:
    """Whether two passages are written alike and follow each other at once."""
    return (
        passage.case == other.case
        and passage.italic == other.italic
        and passage.cue.position == other.cue.position
        and passage.cue.style == other.cue.style
        and passage.led == other.led
        and passage.lines[0].colour == other.lines[0].colour
        and gap_ms(passage, other) < TIGHT_MS
    )


def vote_of(passage: Passage, scene: Scene, step: int) -> float:
    """Return how the neighbour of another cue votes, 0 where it is not of one manner."""
    other = scene.near(passage, step)
    if other is None or other.cue.id == passage.cue.id or not one_manner(passage, other):
        return 0.0
    return scene.votes.get(other.index, 0.0)


def vote_before(passage: Passage, scene: Scene) -> float:
    """How the passage before it votes, where it is of one manner."""
    return vote_of(passage, scene, -1)


def vote_after(passage: Passage, scene: Scene) -> float:
    """How the passage after it votes, where it is of one manner."""
    return vote_of(passage, scene, 1)


def vote_of_mates(passage: Passage, scene: Scene) -> float:
    """How the other passages of its cue vote: a sender over a message, a title over a text."""
    mates = [
        scene.votes.get(n.index, 0.0)
        for n in (scene.near(passage, -1), scene.near(passage, 1))
        if n and n.cue.id == passage.cue.id and not n.led
    ]
    return sum(mates) / len(mates) if mates and not passage.led else 0.0
