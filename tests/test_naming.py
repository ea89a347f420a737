"""File names from templates."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.errors import JobError
from narrator.naming import FIELDS, LONGEST_NAME, file_name, must_be_template


def test_the_fields_are_filled_in() -> None:
    """The usual name's suffix is kept, however many full stops it has."""
    words = {"title": "The Tide Clerk: 1", "language": "en"}
    template = "{title}_{language}_AD_{product}"
    assert file_name(template, "script.dapt.xml", words) == "The_Tide_Clerk_1_en_AD_script.dapt.xml"


@given(title=st.text())
def test_no_title_leads_out_of_the_folder(title: str) -> None:
    """Whatever a file says its title is, the name stays one plain file name."""
    name = file_name("{title}-{product}", "narration.wav", {"title": title})
    assert not {"/", "\\", "\0", "\n"} & set(name)
    assert not name.startswith(".")
    assert len(name) < 120


def test_a_long_title_of_wide_letters_is_cut() -> None:
    """A disk counts bytes, of which a letter has up to four."""
    name = file_name("{title}_AD_{product}", "narration.wav", {"title": "漢" * 200})
    assert len(name.encode()) <= LONGEST_NAME
    assert name.startswith("漢" * 50)


@pytest.mark.parametrize("template", ["a" * 300 + "{product}", "{title}{title}{product}"])
def test_a_name_that_no_disk_takes_is_refused(template: str) -> None:
    """In a sentence that names the template."""
    with pytest.raises(JobError, match="too long") as raised:
        file_name(template, "narration.wav", {"title": "漢" * 80})
    assert "template" in raised.value.hint


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_may_stand_beside_the_product(name: str) -> None:
    """No KeyError waits in a field."""
    must_be_template(f"{{{name}}}_{{product}}")
    assert file_name(f"{{{name}}}_{{product}}", "cuesheet.json", {}).endswith("cuesheet.json")


@pytest.mark.parametrize(
    "template",
    ["{title}", "{product", "{nothing}{product}", "{product!r}", "{product:>9}", "../{product}",
     "{product.__class__}", "a/{product}", "{0}{product}", ".{product}", ""],
)  # fmt: skip
def test_a_bad_template_is_refused(template: str) -> None:
    """Before any work is done."""
    with pytest.raises(JobError, match="The name"):
        must_be_template(template)
