"""Lists for a mixing desk, as OpenTimelineIO and its reader of CMX 3600 take them."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import opentimelineio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from narrator.model import Delivery, Rendering
from narrator.timecode import FRAME_RATES, parse_smpte
from narrator.writers import edl, otio

SAID = [("Rope Walk Laundry", 1_510, 3_500, 0), ("The end", 61_000, 62_990, 0)]
Build = Callable[..., Rendering]
RATES = sorted(FRAME_RATES)


def delivery(rate: str, start: str = "10:00:00:00") -> Delivery:
    """Return a delivery that starts at a label."""
    return Delivery(frame_rate=rate, start_ms=parse_smpte(start, FRAME_RATES[rate]))


def read_otio(rendering: Rendering) -> Any:  # noqa: ANN401 - the library has no types
    """Return the timeline as OpenTimelineIO reads it."""
    return opentimelineio.adapters.read_from_string("".join(otio.write(rendering)), "otio_json")


def read_edl(rendering: Rendering, rate: str) -> Any:  # noqa: ANN401 - as above
    """Return the timeline as the adapter for CMX 3600 reads the list."""
    per_second = float(FRAME_RATES[rate].per_second)
    return opentimelineio.adapters.read_from_string(
        edl.write(rendering), "cmx_3600", rate=per_second
    )


def clips_of(timeline: Any) -> list[Any]:  # noqa: ANN401 - as above
    """Return the clips of a timeline."""
    return list(timeline.find_clips())


@pytest.mark.parametrize("rate", RATES)
def test_both_lists_cut_the_same_out_of_the_stem(rendering_of: Build, rate: str) -> None:
    """Source by source, at every frame rate, drop-frame too."""
    made = rendering_of(SAID, delivery=delivery(rate), length_ms=90_000)
    timeline = read_otio(made)
    cut = [(c.name, c.source_range) for c in clips_of(timeline)]
    listed = [(c.name, c.source_range) for c in clips_of(read_edl(made, rate))]
    assert listed == cut
    start = timeline.global_start_time
    for clip, (_, start_ms, end_ms, _) in zip(clips_of(timeline), SAID, strict=True):
        began = (clip.source_range.start_time - start).to_seconds()
        ended = (clip.source_range.end_time_exclusive() - start).to_seconds()
        assert start_ms / 1000 - 0.045 < began <= start_ms / 1000
        assert end_ms / 1000 <= ended < end_ms / 1000 + 0.045
        place = clip.transformed_time_range(clip.trimmed_range(), timeline.tracks)
        assert place.start_time == clip.source_range.start_time - start


def test_the_timeline_is_as_long_as_the_stem_and_refers_to_it(rendering_of: Build) -> None:
    """The media's own range is the stem's, from the start timecode."""
    made = rendering_of(SAID, delivery=delivery("25"), length_ms=90_000)
    timeline = read_otio(made)
    assert timeline.duration().to_seconds() == 90
    assert timeline.global_start_time.to_timecode() == "10:00:00:00"
    (track,) = timeline.audio_tracks()
    media = clips_of(timeline)[0].media_reference
    assert (track.kind, media.target_url) == ("Audio", "narration.wav")
    assert media.available_range.start_time == timeline.global_start_time
    facts = clips_of(timeline)[0].metadata["narrator"]
    assert (facts["spoken"], facts["voice"], facts["tag"]) == (
        "Rope Walk Laundry", "joe", "caption")  # fmt: skip


def test_a_list_in_drop_frame_says_so(rendering_of: Build) -> None:
    """With the labels of the standard."""
    made = rendering_of(SAID, delivery=delivery("29.97df", "00:00:00;00"), length_ms=90_000)
    lines = edl.write(made).splitlines()
    assert lines[:2] == ["TITLE: Tide & Rope", "FCM: DROP FRAME"]
    assert lines[3] == (
        "001  NARRATIO A     C        00:00:01;15 00:00:03;15 00:00:01;15 00:00:03;15"
    )
    assert "00:01:01;00" in "".join(lines)


def test_comments_tell_clip_file_voice_and_words(rendering_of: Build) -> None:
    """However long they are, and whatever is in them."""
    words = "word " * 60 + "\n001  EVIL     V     C        00:00:00:00 00:00:01:00"
    made = rendering_of([(words, 0, 1_000, 0)])
    lines = edl.write(made).splitlines()
    assert lines[4:7] == ["* FROM CLIP NAME: n1", "* SOURCE FILE: narration.wav", "* VOICE: joe"]
    assert all(line.startswith("* SPOKEN: ") and len(line) <= 82 for line in lines[7:])
    (clip,) = clips_of(read_edl(made, "25"))
    assert clip.metadata["cmx_3600"]["reel"] == "NARRATIO"


def test_more_events_than_999_are_all_there(rendering_of: Build) -> None:
    """Numbered on with four digits."""
    said = [(f"text {n}", 2_000 * n, 2_000 * n + 1_000, 0) for n in range(1_200)]
    made = rendering_of(said, length_ms=2_400_000)
    clips = clips_of(read_edl(made, "25"))
    assert [clip.name for clip in clips] == [f"n{n}" for n in range(1, 1_201)]
    assert "\n1000  NARRATIO A " in edl.write(made)


@pytest.mark.parametrize(
    ("stem", "reel"),
    [
        ("narration.wav", "NARRATIO"),
        ("Grüße_de_AD_narration.wav", "GRUSSEDE"),
        ("прилив.wav", "NARRATIO"),
        ("ax.wav", "NARRATIO"),
        ("bl.1.wav", "BL1"),
    ],
)
def test_a_reel_is_eight_plain_signs(stem: str, reel: str) -> None:
    """And never the name of a source that is no reel."""
    assert edl.reel_of(stem) == reel


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.text(max_size=20), st.integers(0, 50_000), st.integers(0, 4_000)),
        max_size=5,
    ),
    st.sampled_from(RATES),
)
def test_any_narrations_give_lists_that_are_read(
    rendering_of: Build,
    drafts: list[tuple[str, int, int]],
    rate: str,
) -> None:
    """No clip runs into the next, and none is without a frame."""
    said = [(text, start, start + length, 0) for text, start, length in drafts]
    made = rendering_of(said, delivery=delivery(rate, "01:00:00:00"))
    cuts = [clip.source_range for clip in clips_of(read_otio(made))]
    assert len(cuts) == len(said)
    assert all(cut.duration.value >= 1 for cut in cuts)
    assert all(a.end_time_exclusive() <= b.start_time for a, b in pairwise(cuts))
    if said:
        assert [clip.source_range for clip in clips_of(read_edl(made, rate))] == cuts


def test_the_lists_of_the_seed_episode_are_read(seed_folder: Path) -> None:
    """From the files as delivered; the stem stands beside the timeline."""
    timeline = opentimelineio.adapters.read_from_file(str(seed_folder / "narration.otio"))
    clips = clips_of(timeline)
    listed = clips_of(opentimelineio.adapters.read_from_file(str(seed_folder / "narration.edl"),
                                                             rate=25))  # fmt: skip
    assert clips
    assert [c.source_range for c in listed] == [c.source_range for c in clips]
    assert (seed_folder / clips[0].media_reference.target_url).is_file()
