"""Make the sample episode: programme, subtitles, gold tags and truth, from the story alone.

usage: python seeds/make_episode.py [FOLDER]      (by default the folder of this script)

Writes FOLDER/tide_clerk.mkv, .srt, .gold.json and .truth.json; the same libraries write the
same bytes. Needs what narrator needs (numpy, soundfile, soxr, espeakng-loader,
imageio-ffmpeg) and Pillow 10.1 or later for the picture: pip install pillow. Lettering is
drawn in the font that Pillow carries, so no font of the system plays a part. About a minute.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import imageio_ffmpeg
import soundfile
from PIL import Image
from studio.mixing import mixed
from studio.nouns import Event
from studio.picture import frames
from studio.sketching import HEIGHT, WIDTH
from studio.speech import FRAME_MS, RATE_HZ, cuts, lay_out
from studio.story import CAST, SLUG, STORY, TAIL_S, TITLE

KIND = "srt with programme, period drama, original sample episode"


def stamp(time_ms: int) -> str:
    """Return a SubRip time."""
    seconds, rest = divmod(time_ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rest:03}"


def cue_text(event: Event) -> str:
    """Return the lines of a cue with its markup."""
    text = "\n".join(line.text for line in event.beat.lines)
    return {"plain": text, "italic": f"<i>{text}</i>", "top": "{\\an8}" + text}[event.beat.markup]


def subtitles(events: Sequence[Event]) -> str:
    """Return the SubRip file."""
    return "\n".join(
        f"{number}\n{stamp(e.start_ms)} --> {stamp(e.end_ms)}\n{cue_text(e)}\n"
        for number, e in enumerate(events, 1)
    )


def gold_cue(event: Event) -> Mapping[str, object]:
    """Return one cue of the gold file, in seconds."""
    lines = [{"text": line.text, "tag": line.tag} for line in event.beat.lines]
    return {"start": event.start_ms / 1000, "end": event.end_ms / 1000, "lines": lines}


def cards(events: Sequence[Event]) -> list[list[int]]:
    """Return the numbers of the cues, from 0, that make up each card of several cues."""
    names = dict.fromkeys(e.beat.card for e in events if e.beat.card)
    return [[n for n, e in enumerate(events) if e.beat.card == name] for name in names]


def gold(events: Sequence[Event]) -> str:
    """Return the gold tags, one cue a line."""
    rows = ",\n".join("  " + json.dumps(gold_cue(e), ensure_ascii=False) for e in events)
    head = f'{{"file": "{SLUG}.srt", "language": "en", "kind": "{KIND}",\n "cues": [\n'
    return f'{head}{rows}],\n "cards": {json.dumps(cards(events))}}}\n'


def truth(events: Sequence[Event], length_ms: int) -> str:
    """Return the seconds in which someone speaks."""
    spoken = [u for e in events for u in e.utterances]
    speech = [[u.start_ms / 1000, u.end_ms / 1000] for u in spoken]
    return json.dumps({"duration": length_ms / 1000, "speech": speech}) + "\n"


def command(sound: Path, out: Path) -> list[str]:
    """Return the ffmpeg command: raw pictures on standard input, a sound file, one film out."""
    return [
        imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-loglevel", "error", "-y",
        "-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}",
        "-r", str(1000 // FRAME_MS), "-i", "pipe:0", "-i", str(sound),
        "-c:v", "libx264", "-preset", "slow", "-tune", "animation", "-crf", "27",
        "-pix_fmt", "yuv420p", "-g", "250", "-threads", "2",
        "-c:a", "aac", "-b:a", "112k", "-ar", str(RATE_HZ),
        "-metadata", f"title={TITLE}", "-metadata:s:a:0", "language=eng",
        "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact", str(out),
    ]  # fmt: skip


def film(events: Sequence[Event], length_ms: int) -> bytes:
    """Return the programme, made in a folder that goes away again."""
    scenes = cuts(events, length_ms)
    with tempfile.TemporaryDirectory() as folder:
        sound, out = Path(folder, "sound.wav"), Path(folder, "film.mkv")
        soundfile.write(sound, mixed(events, scenes, CAST, length_ms), RATE_HZ, "PCM_16")
        encode(command(sound, out), frames(events, scenes, length_ms))
        return out.read_bytes()


def encode(arguments: Sequence[str], pictures: Iterable[Image.Image]) -> None:
    """Run ffmpeg and hand it one picture after the other."""
    with subprocess.Popen(arguments, stdin=subprocess.PIPE) as ffmpeg:
        if ffmpeg.stdin is not None:
            for picture in pictures:
                ffmpeg.stdin.write(picture.tobytes())
    if ffmpeg.returncode:
        raise SystemExit(f"ffmpeg stopped with code {ffmpeg.returncode}.")


def put(path: Path, content: bytes) -> None:
    """Write a file aside and rename it when it is whole."""
    aside = path.with_name(path.name + ".part")
    aside.write_bytes(content)
    aside.replace(path)


def main(folder: Path) -> None:
    """Make the four files of the episode in a folder."""
    events = lay_out(STORY, CAST)
    length_ms = events[-1].end_ms + round(1000 * TAIL_S)
    put(folder / f"{SLUG}.srt", subtitles(events).encode())
    put(folder / f"{SLUG}.gold.json", gold(events).encode())
    put(folder / f"{SLUG}.truth.json", truth(events, length_ms).encode())
    put(folder / f"{SLUG}.mkv", film(events, length_ms))
    print(f"{SLUG}: {len(events)} cues, {length_ms / 1000:.2f} s")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent))
