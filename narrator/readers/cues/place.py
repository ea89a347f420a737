"""The keypad places of SSA, 7 top left to 3 bottom right, by height and column."""

KEYPAD = ((7, 8, 9), (4, 5, 6), (1, 2, 3))
BOTTOM_PERCENT = 100.0


def alignment_at(y_percent: float | None, column: int) -> int:
    """Return the keypad place for a height from the top (None is the bottom) and a column."""
    row = min(2, int((BOTTOM_PERCENT if y_percent is None else y_percent) * 3 // 100))
    return KEYPAD[max(0, row)][column]


def bounded(percent: float) -> float:
    """Return a share of the picture; what stands outside counts as at its edge."""
    return round(min(max(percent, 0.0), 100.0), 2)
