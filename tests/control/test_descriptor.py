"""AD_descriptors, byte for byte as ETSI TS 101 154 Annex E has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.control.descriptor import Descriptor, decoded, descriptor_of, descriptors, encoded

byte = st.integers(0, 255)
gain = st.integers(-128, 127)
any_descriptor = st.one_of(
    st.builds(Descriptor, version=st.just(1), fade=byte, pan=byte),
    st.builds(
        Descriptor, version=st.just(2), fade=byte, pan=byte, gains=st.tuples(gain, gain, gain)
    ),
)


def test_version_1_has_fade_and_pan() -> None:
    """Length 8, and no gains."""
    raw = encoded(Descriptor(version=1, fade=0x1E, pan=0x15))
    assert raw.hex() == "f84454474144311e15ffffffffffffff"


def test_version_2_has_gains_too() -> None:
    """Length 11; +76.2, -76.2 dB and mute are 7F, 81 and 80."""
    raw = encoded(Descriptor(version=2, fade=0x28, gains=(127, -127, -128)))
    assert raw.hex() == "fb44544741443228007f8180ffffffff"


def test_the_programme_fades_as_a_whole() -> None:
    """What narrator writes leaves the gains at 0 dB and the voice in the centre."""
    assert encoded(descriptor_of(2, 0)).hex() == "fb4454474144320000000000ffffffff"
    assert encoded(descriptor_of(1, 0)).hex() == "f84454474144310000ffffffffffffff"


@given(st.lists(any_descriptor, max_size=5))
def test_a_row_of_descriptors_comes_back(row: list[Descriptor]) -> None:
    """Each in its place."""
    assert list(descriptors(b"".join(map(encoded, row)))) == row


@given(st.binary(max_size=40))
def test_whatever_else_is_told_apart(raw: bytes) -> None:
    """Bytes of any kind are a ValueError, nothing worse."""
    with pytest.raises(ValueError, match="no AD_descriptor"):
        decoded(raw)


@pytest.mark.parametrize(
    "raw",
    [
        "f84454474144330000ffffffffffffff",
        "f84454474144320000000000ffffffff",
        "f74454474144310000ffffffffffffff",
        "784454474144310000ffffffffffffff",
        "f84454474144310000ffffffffffff",
    ],
    ids=["version 3", "version 2 too short", "too short", "no reserved bits", "15 bytes"],
)
def test_a_descriptor_that_breaks_a_rule_is_refused(raw: str) -> None:
    """One byte is enough."""
    with pytest.raises(ValueError, match="AD_descriptor"):
        decoded(bytes.fromhex(raw))


@pytest.mark.parametrize(
    "values",
    [
        {"version": 1, "fade": 256},
        {"version": 1, "fade": 0, "pan": -1},
        {"version": 1, "fade": 0, "gains": (0, 0, 0)},
        {"version": 2, "fade": 0},
        {"version": 2, "fade": 0, "gains": (0, 0, 128)},
    ],
    ids=str,
)
def test_what_has_no_place_in_a_byte_is_no_descriptor(values: dict[str, object]) -> None:
    """Nor gains in version 1."""
    with pytest.raises(ValueError, match=r"no bytes|gains|signed"):
        Descriptor(**values)  # type: ignore[arg-type] # wrong on purpose
