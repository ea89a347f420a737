"""Times and lengths as the report writes them."""

from narrator.timecode import MS_PER_HOUR, MS_PER_MINUTE, MS_PER_SECOND, format_stamp

TENTH_MS = 100


def shown_time(time_ms: int) -> str:
    """Return a time as hh:mm:ss.t, rounded down to the tenth of a second."""
    return format_stamp(max(0, time_ms))[:-2]


def shown_length(length_ms: int) -> str:
    """Return a length in words: "3 min 18 s", "10 h 0 min"; under a minute "4.5 s"."""
    if length_ms < MS_PER_MINUTE:
        return f"{length_ms / MS_PER_SECOND:.1f} s"
    minutes, seconds = divmod(round(length_ms / MS_PER_SECOND), 60)
    if length_ms < MS_PER_HOUR and minutes < 60:
        return f"{minutes} min {seconds} s"
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes} min"
