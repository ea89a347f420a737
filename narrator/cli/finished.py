"""The commands that look at a finished result."""

from pathlib import Path

import click

from narrator.cli.options import (
    PATH,
    json_option,
)


@click.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.option(
    "--profile",
    metavar="NAME",
    help="The profile to hold the result against; else the one that it was made with.",
)
@click.option(
    "-p", "--programme", type=PATH, metavar="MEDIA", help="Where the programme is, if it moved."
)
@json_option
@click.option(
    "--junit", type=PATH, metavar="FILE", help="Also write the result as JUnit XML, a case a rule."
)
def check(
    folder: Path, *, profile: str | None, programme: Path | None, as_json: bool, junit: Path | None
) -> int:
    """Measure the files of a result in DIR anew, and say what is wrong with them."""
    from narrator import results

    return results.check(folder, profile=profile, programme=programme, as_json=as_json, junit=junit)


@click.command()
@click.argument("folder", metavar="DIR", type=PATH)
@click.option("-o", "--output", type=PATH, required=True, metavar="FILE", help="The WAV file.")
@click.option(
    "-p", "--programme", type=PATH, metavar="MEDIA", help="Where the programme is, if it moved."
)
@click.option(
    "--control",
    type=PATH,
    metavar="FILE",
    help="Other control data: a receiver mix, or AD_descriptors in a row.",
)
def preview(*, folder: Path, output: Path, programme: Path | None, control: Path | None) -> int:
    """Play back what a receiver would mix from the receiver mix that a render left in DIR."""
    from narrator import results

    return results.preview(folder, output, programme=programme, control=control)
