"""What stands in a folder of results, gathered at the edge: read, probed, listened to."""

from pathlib import Path

from narrator.checks.delivered import Delivered
from narrator.checks.descriptors import read_descriptors, read_index
from narrator.checks.folder import Gathering, must_stay_within, present_in, unsound
from narrator.checks.fragments import read_fragments
from narrator.checks.mixes import mixes_of, stem_of
from narrator.checks.papers import (
    bexts_of,
    control_of,
    left_of,
    playlists_of,
    script_of,
    spoken_units,
    texts_of,
)
from narrator.checks.programme import programme_of, speech_of
from narrator.checks.sheet import read_sheet
from narrator.derived import ad_descriptors, stream
from narrator.profiles import PROFILES, Profile, profile_named
from narrator.text.excerpt import excerpt


def gather(
    folder: Path, profile: str | None, heard_folder: Path, *, programme: Path | None = None
) -> Delivered:
    """Return what stands in a folder; profile is the name of one, None for the cue sheet's own.

    programme tells where the programme is now, None for where the cue sheet has it. Raises
    UnreadableInputError where the folder is no result, and JobError where there is no such
    profile.
    """
    present = present_in(folder)
    sheet = read_sheet(folder)
    must_stay_within(folder, sheet.head.files.values())
    work = Gathering(folder=folder, sheet=sheet)
    found_profile = _profile(profile, work)
    work.unreadable.update(unsound(folder, sheet.head.files.values()))
    probed = programme_of(work, programme)
    stem = stem_of(work)
    mixes = mixes_of(work, probed, stem)
    script = script_of(work)
    speech = speech_of(work, probed, heard_folder)
    return Delivered(
        folder=folder,
        sheet=sheet,
        present=present,
        profile=found_profile,
        programme=probed,
        stem=stem,
        mixes=mixes,
        script=script,
        spoken_units=spoken_units(work),
        texts=tuple(texts_of(work)),
        control=control_of(work),
        left=left_of(work, stem),
        descriptors=work.product(ad_descriptors.STREAM, read_descriptors),
        stream=work.product(stream.STREAM, read_fragments),
        playlists=tuple(playlists_of(work)),
        index=work.product(ad_descriptors.INDEX, read_index),
        bexts=dict(bexts_of(work)),
        speech=speech,
        unreadable=work.unreadable,
        lacks=work.lacks,
    )


def _profile(given: str | None, work: Gathering) -> Profile | None:
    if given is not None:
        return profile_named(given)
    told = work.sheet.head.profile
    if told not in PROFILES:  # a path that a foreign file tells is not opened
        work.lacks["profile"] = (
            f"the cue sheet's profile {excerpt(repr(told), 200)} does not come with narrator; "
            "give its TOML file with --profile"
        )
    return PROFILES.get(told)
