"""What the commands do once parsed: each builds a kit, calls the flow, prints, returns a code."""

from dataclasses import asdict, replace
from pathlib import Path

from narrator import pipeline, terminal
from narrator.bar import progress_shown
from narrator.clock import on_programme_clock
from narrator.compose import narrations_of
from narrator.engines import ENGINES, choose_voice
from narrator.job import Job, Reading
from narrator.kit import Kit, usual_kit
from narrator.media.files import must_spare, write_whole
from narrator.memory import let_go
from narrator.model import Script
from narrator.profiles import PROFILES
from narrator.proofread import proofread
from narrator.speak import Utterance
from narrator.text.lexicon import Lexicon
from narrator.text.pls import lexicon_paths, load_lexicon
from narrator.text.spoken import spoken_form
from narrator.voices import load_voices, packaged_folder
from narrator.writers import cuesheet, segmented
from narrator.writers.dapt import write_script


def segment(reading: Reading, *, output: Path | None, as_json: bool) -> int:
    """Print the units of a subtitle file or script; save them as a script where asked."""
    kit = usual_kit()
    script = pipeline.tag(reading, kit, None)
    lexicon = kit.lexicon(reading)
    composed = with_spoken_forms(on_programme_clock(script), lexicon)
    if output:
        save(composed, reading, output)
        terminal.show_written(output)
    if as_json:
        terminal.print_json(segmented.as_json(script, composed, lexicon))
    else:
        terminal.show_units(script, composed.repairs)
        terminal.show_notes(proofread(composed, lexicon))
    return 0


def with_spoken_forms(script: Script, lexicon: Lexicon) -> Script:
    """Return the script with a narration for each on-screen text, for no voice yet."""
    return replace(script, narrations=narrations_of(script, mode="captions", lexicon=lexicon))


def save(script: Script, reading: Reading, output: Path) -> None:
    """Write the script with its spoken forms, for a person to edit."""
    must_spare(output, reading.inputs)
    write_whole(output, write_script(script))


def render(job: Job, *, as_json: bool, progress: str, quiet: bool) -> int:
    """Render one episode, print what came of it, and return its exit code."""
    with progress_shown(progress) as shown:
        kit = replace(usual_kit(shown), let_go=let_go)
        outcome = pipeline.narrate(job, kit)
    if as_json:
        terminal.print_json(cuesheet.cuesheet(outcome.rendering))
    if not quiet:
        terminal.show_outcome(outcome)
    terminal.show_problems(outcome)
    return outcome.exit_code


def dry_run(job: Job, *, as_json: bool) -> int:
    """Print where each narration would stand, from forecast lengths."""
    forecast = pipeline.forecast(job, usual_kit())
    if as_json:
        terminal.print_json(cuesheet.plan(forecast))
    else:
        terminal.show_forecast(forecast)
    return 0


def voices(*, as_json: bool) -> int:
    """Print each voice with what keeps it from speaking here, if anything does."""
    rows = [
        {
            "name": voice.name,
            "engine": voice.engine,
            "language": voice.language,
            "licence": voice.licence,
            "missing": ENGINES[voice.engine].missing(voice),
        }
        for voice in load_voices().values()
    ]
    if as_json:
        terminal.print_json({"voices": rows})
    else:
        terminal.show_voices(rows)
    return 0


def profiles(*, as_json: bool) -> int:
    """Print each profile with what it sets."""
    if as_json:
        terminal.print_json({"profiles": [asdict(profile) for profile in PROFILES.values()]})
    else:
        terminal.show_profiles(PROFILES.values())
    return 0


def say(text: str, output: Path, *, engine: str, voice_name: str | None, language: str) -> int:
    """Speak a text in its spoken form into a file."""
    kit: Kit = usual_kit()
    must_spare(output, (Path(voice_name) if voice_name else None,))
    voice = choose_voice(load_voices(), engine=engine, voice_name=voice_name, language=language)
    lexicon = load_lexicon(lexicon_paths(packaged_folder() / "lexicon"))
    spoken = spoken_form(text.splitlines(), language, lexicon)
    with kit.speaking() as speak:
        clips = speak([Utterance(narration_id="text", text=spoken, voice=voice, rate=1.0)])
    clips.raise_failure()
    (clip,) = clips.clips.values()
    write_whole(output, clip.path.read_bytes())
    terminal.show_written(output)
    return 0
