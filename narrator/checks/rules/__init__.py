"""The rules of a check, in the order in which they are told.

Each is a small pure function from what stands in the folder to its departures. The table of
docs/checks.md is made of what stands here.
"""

from narrator.checks.finding import Rule
from narrator.checks.rules.broadcast import bext_differs
from narrator.checks.rules.containers import container_labels
from narrator.checks.rules.control import control_differs
from narrator.checks.rules.descriptors import descriptors_differ
from narrator.checks.rules.faults import click_in_mix, click_in_stem, clipping
from narrator.checks.rules.files import file_extra, file_missing, file_unreadable
from narrator.checks.rules.lengths import out_of_sync, wrong_length
from narrator.checks.rules.levels import (
    loudness_changed,
    loudness_held_by_peaks,
    loudness_off_target,
    true_peak_high,
)
from narrator.checks.rules.mixture import (
    dip_differs,
    foreign_sound,
    narration_not_mixed,
    programme_changed,
    silent_mix,
)
from narrator.checks.rules.narrations import (
    narration_displaced,
    narration_silent,
    narration_truncated,
    narrations_overlap,
    stray_sound,
)
from narrator.checks.rules.placing import (
    fast_speech,
    narration_missing,
    omitted,
    over_cues,
    over_speech,
    rate_too_high,
    short_gap,
)
from narrator.checks.rules.receiver import receiver_cannot_hold, receiver_stem_differs
from narrator.checks.rules.renditions import rendition_labels
from narrator.checks.rules.segments import segments_differ
from narrator.checks.rules.texts import texts_differ
from narrator.pace import FAST_WPM, FEWEST_WORDS

ALWAYS, NEVER = "yes", "no"
CUE_SHEET = "docs/design.md, the cue sheet"
MIXING = "docs/mixing.md"

RULES: tuple[Rule, ...] = (
    Rule(
        code="file-missing",
        what="every file that the cue sheet names is there, and it names what is always made",
        source=CUE_SHEET,
        blocks=ALWAYS,
        find=file_missing,
    ),
    Rule(
        code="file-unreadable",
        what="every file is what its name says, and whole",
        source="its format",
        blocks=ALWAYS,
        find=file_unreadable,
    ),
    Rule(
        code="file-extra",
        what="there are no other files",
        source=CUE_SHEET,
        blocks=NEVER,
        find=file_extra,
    ),
    Rule(
        code="loudness-off-target",
        what="each described mix, as encoded, has the loudness that the profile asks for, or all "
        "of it that the programme's peaks allow",
        source="EBU R 128; ATSC A/85; ITU-R BS.1770-4",
        blocks=ALWAYS,
        find=loudness_off_target,
        needs=("profile", "mixes"),
    ),
    Rule(
        code="loudness-held-by-peaks",
        what="no programme's true peak, measured at its gain, stands at the profile's ceiling and "
        "keeps a described mix below the loudness asked for",
        source=MIXING,
        blocks=NEVER,
        find=loudness_held_by_peaks,
        needs=("profile", "mixes"),
    ),
    Rule(
        code="true-peak-high",
        what="no described mix, as encoded, peaks higher than the profile allows",
        source="EBU R 128; ITU-R BS.1770-4, Annex 2",
        blocks="with a profile that sets the loudness",
        find=true_peak_high,
        needs=("profile", "mixes"),
    ),
    Rule(
        code="loudness-changed",
        what="stem and mix measure as they did when they were made",
        source=CUE_SHEET,
        blocks=ALWAYS,
        find=loudness_changed,
        needs=("stem",),
    ),
    Rule(
        code="wrong-length",
        what="stem and mixes are as long as the programme and its holds; to the sample but for "
        "codecs that lose",
        source="delivery practice: no tail",
        blocks=ALWAYS,
        find=wrong_length,
        needs=("stem",),
    ),
    Rule(
        code="out-of-sync",
        what="a mix of a codec that loses is in time with the programme; others are compared as "
        "they stand",
        source="EBU R 37: −40 to +60 ms",
        blocks=ALWAYS,
        find=out_of_sync,
        needs=("mixes", "programme", "stem"),
    ),
    Rule(
        code="silent-mix",
        what="no described mix is silent where the programme is not",
        source=MIXING,
        blocks=ALWAYS,
        find=silent_mix,
        needs=("mixes", "programme", "stem"),
    ),
    Rule(
        code="clipping",
        what="no samples are at full scale that the programme has not there",
        source=MIXING,
        blocks="but for codecs that lose",
        find=clipping,
        needs=("mixes", "programme", "stem"),
    ),
    Rule(
        code="click-in-stem",
        what="no sound of the stem begins or ends at once",
        source="W3C DAPT, the guards against clicks: a ramp of 10 ms",
        blocks=ALWAYS,
        find=click_in_stem,
        needs=("stem",),
    ),
    Rule(
        code="click-in-mix",
        what="no mix without loss bends more sharply than programme and narration do",
        source="W3C DAPT, the guards against clicks",
        blocks=ALWAYS,
        find=click_in_mix,
        needs=("mixes", "programme", "stem"),
    ),
    Rule(
        code="dip-differs",
        what="the programme's gain in every dip and fade is that of the cue sheet",
        source=CUE_SHEET,
        blocks=ALWAYS,
        find=dip_differs,
        needs=("mixes", "programme", "stem"),
    ),
    Rule(
        code="programme-changed",
        what="outside the dips the programme is untouched, to the bit where nothing is lost and "
        "its level is kept",
        source=MIXING,
        blocks=ALWAYS,
        find=programme_changed,
        needs=("mixes", "programme", "stem"),
    ),
    Rule(
        code="foreign-sound",
        what="a described mix is programme and narration and nothing else",
        source=MIXING,
        blocks=ALWAYS,
        find=foreign_sound,
        needs=("mixes", "programme", "stem"),
    ),
    Rule(
        code="narration-not-mixed",
        what="every narration is as loud in a described mix as in the stem",
        source=MIXING,
        blocks=ALWAYS,
        find=narration_not_mixed,
        needs=("mixes", "programme", "stem"),
    ),
    Rule(
        code="narration-silent",
        what="the stem sounds where the cue sheet has a narration",
        source=CUE_SHEET,
        blocks=ALWAYS,
        find=narration_silent,
        needs=("stem",),
    ),
    Rule(
        code="narration-displaced",
        what="every narration begins in the stem where the cue sheet says",
        source="EBU R 37: −40 to +60 ms",
        blocks=ALWAYS,
        find=narration_displaced,
        needs=("stem",),
    ),
    Rule(
        code="narration-truncated",
        what="every narration is whole: it ends where the cue sheet says, and has no hole",
        source=CUE_SHEET,
        blocks=ALWAYS,
        find=narration_truncated,
        needs=("stem",),
    ),
    Rule(
        code="stray-sound",
        what="the stem is silent where there is no narration",
        source=CUE_SHEET,
        blocks=ALWAYS,
        find=stray_sound,
        needs=("stem",),
    ),
    Rule(
        code="narrations-overlap",
        what="no two narrations are spoken at once",
        source="docs/placing.md",
        blocks=ALWAYS,
        find=narrations_overlap,
    ),
    Rule(
        code="narration-missing",
        what="every text that the script narrates is spoken or listed as omitted",
        source="WCAG 2.2, 1.2.5",
        blocks=ALWAYS,
        find=narration_missing,
        needs=("script",),
    ),
    Rule(
        code="omitted",
        what="no narration is omitted",
        source="WCAG 2.2, 1.2.5",
        blocks=ALWAYS,
        find=omitted,
    ),
    Rule(
        code="over-cues",
        what="no narration stands over subtitled dialogue; nothing is asked of spoken subtitles",
        source="WCAG 2.2, 1.2.5: during existing pauses in dialogue",
        blocks=NEVER,
        find=over_cues,
        needs=("script",),
    ),
    Rule(
        code="over-speech",
        what="nobody is heard to speak under a narration; nothing is asked of spoken subtitles",
        source="WCAG 2.2, 1.2.5: during existing pauses in dialogue",
        blocks=NEVER,
        find=over_speech,
        needs=("programme", "hearing"),
    ),
    Rule(
        code="short-gap",
        what="narration stands in gaps of the dialogue of two seconds or more",
        source="WCAG 2.2, failure F113",
        blocks=NEVER,
        find=short_gap,
        needs=("script",),
    ),
    Rule(
        code="fast-speech",
        what=f"narration has at most {FAST_WPM} words a minute, counted over the time that it is "
        f"heard; under {FEWEST_WORDS} words are not counted",
        source="a default of the trade, not a standard",
        blocks=NEVER,
        find=fast_speech,
    ),
    Rule(
        code="rate-too-high",
        what="no narration is faster than the profile's highest rate",
        source="docs/profiles.md, rates",
        blocks=ALWAYS,
        find=rate_too_high,
        needs=("profile",),
    ),
    Rule(
        code="texts-differ",
        what="every text product has the narrations, times and words of the cue sheet",
        source="W3C DAPT; W3C WebVTT",
        blocks=ALWAYS,
        find=texts_differ,
    ),
    Rule(
        code="container-labels",
        what="the described track has the language of the script and, beside others, is flagged "
        "visual_impaired and not the default; spoken subtitles are not flagged as description",
        source="Matroska FlagVisualImpaired; ISO 639-2",
        blocks=ALWAYS,
        find=container_labels,
        needs=("mixes",),
    ),
    Rule(
        code="rendition-labels",
        what="playlist and manifest offer the described mix in its language and under its title, "
        "description with its labels and spoken subtitles without, and never as the default",
        source="RFC 8216, 4.3.4.1; ISO/IEC 23009-1, 5.8.5; AudioPurposeCS",
        blocks=ALWAYS,
        find=rendition_labels,
        needs=("script",),
    ),
    Rule(
        code="segments-differ",
        what="playlist, manifest and the stream's own index name its fragments and no other file, "
        "each in its place and length, from time 0 on, and all are as long as the stem",
        source="RFC 8216, 4.3; ISO/IEC 23009-1, 5.3.9; ISO/IEC 14496-12, 8.16.3",
        blocks=ALWAYS,
        find=segments_differ,
        needs=("stem",),
    ),
    Rule(
        code="control-differs",
        what="the control track of a receiver mix decodes whole and upright, and tells the dips",
        source="BBC WHP 198; ETSI TS 101 154, Annex E",
        blocks=ALWAYS,
        find=control_differs,
    ),
    Rule(
        code="receiver-stem-differs",
        what="the left channel of a receiver mix is the stem, to a step of 24 bits where it is "
        "not resampled",
        source="BBC WHP 198",
        blocks=ALWAYS,
        find=receiver_stem_differs,
        needs=("stem",),
    ),
    Rule(
        code="receiver-cannot-hold",
        what="no product for receivers is of a programme that is held",
        source="docs/receiver-mix.md",
        blocks=ALWAYS,
        find=receiver_cannot_hold,
    ),
    Rule(
        code="descriptors-differ",
        what="the AD_descriptors decode, one for each interval up to the end, and tell the dips; "
        "their index tells the same",
        source="ETSI TS 101 154, Annex E; ISO/IEC 13818-1, 2.4.3.7",
        blocks=ALWAYS,
        find=descriptors_differ,
    ),
    Rule(
        code="bext-differs",
        what="a broadcast extension has the start timecode and the levels of its file",
        source="EBU Tech 3285, version 2",
        blocks=ALWAYS,
        find=bext_differs,
    ),
)
