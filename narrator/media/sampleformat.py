"""Which PCM format carries a sound track without loss."""

_FLAC_BITS_END = 14


def sample_format(codec: str, decoded: str, extradata: bytes) -> str:
    """Return "s16", "s24", "s32" or "f32" for a track of `codec` (ffmpeg's name).

    `decoded` is the format its decoder gives ("s16", "fltp" …); `extradata` is the codec's
    header. A codec that loses anyway gives "s24".
    """
    kind = decoded.removesuffix("p")
    if codec.startswith("pcm_"):
        return _of_pcm(codec, kind)
    if codec == "flac":
        return _whole(_flac_bits(extradata, kind))
    return _LOSSLESS.get(codec, {}).get(kind, "s24")


_LOSSLESS: dict[str, dict[str, str]] = {
    "alac": {"s16": "s16"},
    "ape": {"u8": "s16", "s16": "s16"},
    "mlp": {"s16": "s16"},
    "s302m": {"s16": "s16"},
    "tak": {"u8": "s16", "s16": "s16"},
    "truehd": {"s16": "s16"},
    "tta": {"u8": "s16", "s16": "s16"},
    "wavpack": {"u8": "s16", "s16": "s16", "s32": "s32", "flt": "f32"},
}


def _of_pcm(codec: str, kind: str) -> str:
    if kind in {"flt", "dbl"}:
        return "f32"
    if any(wide in codec for wide in ("32", "64")):
        return "s32"
    return "s24" if kind == "s32" else "s16"


def _flac_bits(extradata: bytes, kind: str) -> int:
    """Return the bits of a sample from STREAMINFO (RFC 9639, section 8.2)."""
    if len(extradata) < _FLAC_BITS_END:
        return 16 if kind == "s16" else 24
    return ((extradata[12] & 1) << 4 | extradata[13] >> 4) + 1


def _whole(bits: int) -> str:
    return next((f"s{size}" for size in (16, 24) if bits <= size), "s32")
