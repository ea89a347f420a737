"""What the commands do once parsed: each builds a kit, calls the flow, prints, returns a code."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from narrator import pipeline, terminal
from narrator.compose import narrations_of
from narrator.engines import ENGINES, choose_voice
from narrator.errors import JobError
from narrator.job import Job, must_be_file, must_be_language
from narrator.kit import Kit, usual_kit
from narrator.media.files import writing_aside
from narrator.model import Script
from narrator.speak import Utterance
from narrator.text.spoken import spoken_form
from narrator.voices import load_voices
from narrator.writers import cuesheet
from narrator.writers.dapt import write_script


def segment(source: Path, *, language: str | None, output: Path | None, as_json: bool) -> int:
    """Print the units of a subtitle file or script; save them as a script where asked."""
    must_be_file(source, "subtitles")
    must_be_language(language)
    script = pipeline.tag(source, language, usual_kit(), None)
    if output:
        save(script, source, output)
    if as_json:
        terminal.print_json(units_as_json(script))
    else:
        terminal.show_units(script)
    return 0


def save(script: Script, source: Path, output: Path) -> None:
    """Write the script with its spoken forms, for a person to edit."""
    if output.resolve() == source.resolve():
        raise JobError(f"{output} is the input and would be overwritten.", "Choose another name.")
    composed = replace(script, narrations=narrations_of(script, mode="captions", voice=""))
    with writing_aside(output) as aside:
        aside.write_text(write_script(composed), encoding="utf-8")


def units_as_json(script: Script) -> Mapping[str, object]:
    """Return what `segment --json` prints; times are null where the file has none."""
    timed = script.timing != "estimated"
    units = [
        {
            "id": unit.id,
            "start": unit.span.start_ms / 1000 if unit.span and timed else None,
            "end": unit.span.end_ms / 1000 if unit.span and timed else None,
            "tag": unit.tag,
            "lines": list(unit.lines),
            "text": unit.text,
            "speaker": unit.speaker,
            "language": unit.language,
            "off_screen": unit.off_screen,
            "rule": unit.rule,
            "confidence": unit.confidence,
        }
        for unit in script.units
    ]
    return {"units": units, "repairs": cuesheet.repairs(script.repairs)}


def render(job: Job, *, as_json: bool, progress: str, quiet: bool) -> int:
    """Render one episode, print what came of it, and return its exit code."""
    with terminal.progress_shown(progress) as shown:
        outcome = pipeline.narrate(job, usual_kit(shown))
    if as_json:
        terminal.print_json(cuesheet.cuesheet(outcome.rendering))
    if not quiet:
        terminal.show_outcome(outcome)
    terminal.show_problems(outcome)
    return outcome.exit_code


def forecast(job: Job, *, as_json: bool) -> int:
    """Print where each narration would stand, from forecast lengths."""
    script, voice, ledger = pipeline.forecast(job, usual_kit())
    if as_json:
        terminal.print_json(cuesheet.plan(script, voice, ledger))
    else:
        terminal.show_forecast(script, ledger)
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


def say(text: str, output: Path, *, engine: str, voice_name: str | None, language: str) -> int:
    """Speak a text in its spoken form into a file."""
    kit: Kit = usual_kit()
    voice = choose_voice(load_voices(), engine=engine, voice_name=voice_name, language=language)
    spoken = spoken_form(text.splitlines(), language)
    with kit.speaking() as speak:
        clips = speak([Utterance(narration_id="text", text=spoken, voice=voice, rate=1.0)])
    clips.raise_failure()
    (clip,) = clips.clips.values()
    with writing_aside(output) as aside:
        aside.write_bytes(clip.path.read_bytes())
    sys.stderr.write(f"wrote {output}\n")
    return 0
