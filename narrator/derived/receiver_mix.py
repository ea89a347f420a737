"""The receiver mix: the studio signal that encoders of description take (BBC WHP 198)."""

from pathlib import Path

from narrator.control.limits import receiver_limits
from narrator.media.bwf import broadcast_of
from narrator.media.receivermix import write_receiver_mix
from narrator.model import Finding, Rendering
from narrator.writers.names import STEM

MIX = "receiver-mix.wav"
FILES: tuple[str, ...] = (MIX,)


def make(rendering: Rendering, stage: Path) -> tuple[Finding, ...]:
    """Make the stereo file, and tell what a receiver cannot do with it."""
    delivery = rendering.delivery
    stem, path = stage / delivery.name(STEM), stage / delivery.name(MIX)
    about = broadcast_of(rendering, rendering.made) if rendering.made else None
    write_receiver_mix(stem, rendering.plan, delivery.control, path, about)
    return receiver_limits(rendering)
