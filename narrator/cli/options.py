"""The options that several commands have."""

from pathlib import Path

import click

PATH = click.Path(path_type=Path, readable=False)  # narrator says itself what it cannot read
language_option = click.option(
    "--language", metavar="xx", help="The language of the subtitles, as en or pt-BR."
)
engine_option = click.option(
    "--engine", default="auto", show_default=True, help="auto, piper, pyttsx3 or tone."
)
voice_option = click.option("--voice", help="A voice's name, its TOML file, or a Piper model.")
track_option = click.option(
    "--track",
    type=int,
    metavar="N",
    help="Which subtitle track of an MKV or MP4 file, counted from 1.",
)
start_option = click.option(
    "--start",
    metavar="TIMECODE",
    help="The timecode of the programme's first picture in the subtitles, as 10:00:00:00.",
)
rules_option = click.option(
    "--rules", type=PATH, metavar="FILE", help="A TOML file that forces or forbids tags."
)
lexicon_option = click.option(
    "--lexicon",
    type=PATH,
    multiple=True,
    metavar="FILE",
    help="A PLS file of pronunciations; may be given more than once.",
)
progress_option = click.option(
    "--progress",
    type=click.Choice(["auto", "bar", "lines", "none"]),
    default="auto",
    show_default=True,
    help="How progress is shown; auto is a bar on a terminal.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
