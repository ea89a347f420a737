"""What the formats share on the way from text to cues: stamps, times, styles, runs, lines.

stamps.py reads a time as written, times.py sets the times of a file right, start.py finds the
programme start; styles.py, runs.py and markup.py turn marked text into lines, clean.py frees it
of what is no text; place.py knows the keypad, rolling.py text that is carried over, heard.py
what a library logs.
"""
