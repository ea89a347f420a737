"""The commands that tell and try what there is: voices and profiles."""

from pathlib import Path

import click

from narrator.cli.options import (
    PATH,
    engine_option,
    json_option,
    voice_option,
)


@click.command()
@json_option
def voices(*, as_json: bool) -> int:
    """List the voices, and whether each can speak on this machine."""
    from narrator import commands

    return commands.voices(as_json=as_json)


@click.command()
@json_option
def profiles(*, as_json: bool) -> int:
    """List the profiles: what each sets, and what it hands over."""
    from narrator import commands

    return commands.profiles(as_json=as_json)


@click.command()
@click.argument("text")
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help="The WAV file.")
@engine_option
@voice_option
@click.option("--language", metavar="xx", default="en", show_default=True, help="The language.")
def say(text: str, output: Path, engine: str, voice: str | None, language: str) -> int:
    """Speak TEXT as it would be narrated, into a WAV file."""
    from narrator import commands

    return commands.say(text, output, engine=engine, voice_name=voice, language=language)
