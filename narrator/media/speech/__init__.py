"""Speech activity: where someone speaks in a programme's sound."""
