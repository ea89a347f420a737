"""What the standards fix, for whoever writes control data and whoever reads it.

ETSI TS 101 154 Annex E (AD_descriptor) and BBC WHP 198 (the studio signal).
"""

TAG = b"DTGAD"
FADE_STEP_DB = 0.3
DEEPEST_FADE = 0xFE  # -76.2 dB
MUTED = 0xFF  # some receivers mute the description too: read, never written

SIGNAL_HZ = 48_000
BITS_A_SECOND = 1_280
FRAME_BYTES = 16
FRAME_BITS = 8 * FRAME_BYTES
FRAME_MS = 100
CRC_POLYNOMIAL = 0x1021
CRC_START = 0x1D0F
