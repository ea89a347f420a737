"""The kit: every side effect of a run, wired once; tests build it with fakes."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Protocol

from narrator.cache import ClipCache, default_cache_folder, default_heard_folder
from narrator.cast import Told, load_cast, with_voices
from narrator.curve import SILENT_LUFS, LoudnessCurve
from narrator.deliver import deliver
from narrator.engines import AUTO, choose_voice, other_voices
from narrator.engines.pools import Pool, WorkerPool
from narrator.errors import JobError
from narrator.fit import Fit
from narrator.job import Job, Reading
from narrator.media.clips import load_clip
from narrator.media.loudness import integrated_each
from narrator.media.measured import measured
from narrator.media.probe import probe
from narrator.media.soundshape import as_delivered
from narrator.media.speech.remembered import hear
from narrator.model import (
    Clip,
    Heard,
    Narration,
    Placement,
    Programme,
    Rendering,
    Script,
    Span,
    Subtitles,
    Voice,
)
from narrator.progress import Progress, Silent
from narrator.readers import dapt, read_subtitles, sheet
from narrator.segment.language import language_of
from narrator.segment.rulefile import load_rules
from narrator.segment.settled import Settled
from narrator.speak import SpokenClips, Utterance, speak
from narrator.text.lexicon import Lexicon
from narrator.text.pls import lexicon_paths, load_lexicon
from narrator.today import calendar
from narrator.voices import load_voices, packaged_folder

OpenPool = Callable[[], AbstractContextManager[Pool]]
Speak = Callable[[Sequence[Utterance]], SpokenClips]


class ScriptReader(Protocol):
    """A plain module that reads one kind of script."""

    def is_script(self, path: Path) -> bool:
        """Whether the file is of this kind."""
        ...

    def read_script(self, path: Path) -> Script:
        """Return the script. Raises UnreadableInputError."""
        ...


SCRIPTS: tuple[ScriptReader, ...] = (dapt, sheet)


def keep() -> None:
    """Keep models, word lists and free memory for the next episode."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kit:
    """What a run uses of the world: files, speech workers, ffmpeg, the clock, the person.

    let_go is called where a stage leaves behind much that is not used again. fetched tells of paths
    where what is there for this run only comes from.
    """

    cache: ClipCache
    open_pool: OpenPool = WorkerPool
    progress: Progress = field(default_factory=Silent)
    clock_s: Callable[[], float] = time.monotonic
    now: Callable[[], datetime] = field(default_factory=calendar)
    voice_folder: Path | None = None
    heard_folder: Path = field(default_factory=default_heard_folder)
    let_go: Callable[[], None] = keep
    fetched: Mapping[Path, str] = field(default_factory=dict)

    def probe(self, job: Job) -> Programme | None:
        """Return the programme's facts, as its sound is to be delivered; None without one."""
        if job.programme is None:
            return None
        deliver = job.settings.deliver
        probed = replace(probe(job.programme), address=self.fetched.get(job.programme, ""))
        return as_delivered(
            probed,
            layout=None if deliver.layout == "programme" else deliver.layout,
            sample_format=None if deliver.bits == "programme" else f"s{deliver.bits}",
            rate_hz=deliver.rate_hz,
        )

    def read_script(self, reading: Reading) -> Script | None:
        """Return the script where the source is one, else None; a language or title given wins."""
        reader = next((each for each in SCRIPTS if each.is_script(reading.source)), None)
        if reader is None:
            return None
        if reading.rules or reading.track or reading.start or reading.lexicon:
            raise JobError(
                f"{reading.source.name} is a script, whose tags are settled, and so are its times "
                "and spoken forms.",
                "Leave --rules, --track, --start and --lexicon out, or edit the script.",
            )
        script = reader.read_script(reading.source)
        return replace(
            script,
            language=reading.language or script.language,
            title=reading.title or script.title,
        )

    def read_subtitles(self, reading: Reading) -> Subtitles:
        """Return the subtitles of the source; a language given wins, else it is found out."""
        subtitles = read_subtitles(reading.source, track=reading.track)
        lines = [line.text for cue in subtitles.cues for line in cue.lines]
        language = reading.language or subtitles.language or language_of(lines)
        return replace(subtitles, language=language)

    def settled(self, reading: Reading) -> tuple[Settled, ...]:
        """Return the rules by which a person settled tags."""
        return load_rules(reading.rules) if reading.rules else ()

    def lexicon(self, reading: Reading) -> Lexicon:
        """Return how words are said: narrator's own lexicons, and over them the series' own."""
        return load_lexicon([*lexicon_paths(packaged_folder() / "lexicon"), *reading.lexicon])

    def told(self, job: Job) -> Told:
        """Return what the cast file says; nothing where there is none."""
        return load_cast(job.cast) if job.cast else Told()

    def cast(
        self, narrations: Sequence[Narration], language: str, job: Job
    ) -> tuple[tuple[Narration, ...], dict[str, Voice]]:
        """Return the narrations with their voices' names, and the voices by name."""
        installed = load_voices(self.voice_folder)
        choose = partial(choose_voice, installed, language=language)
        main = choose(engine=job.engine, voice_name=job.voice)
        return with_voices(
            narrations, main, other_voices(installed, main), self.told(job),
            find=lambda name: choose(engine=AUTO, voice_name=name),
        )  # fmt: skip

    def listen(self, programme: Programme | None, windows: Sequence[Span]) -> Heard:
        """Return the speech in the programme's sound within the windows."""
        if programme is None or not windows:
            return Heard()
        self.progress.begin("Listening for speech", None)
        return hear(programme, windows, self.heard_folder)

    @contextmanager
    def speaking(self) -> Iterator[Speak]:
        """Yield the speaking stage; its workers and their voices live as long as the block."""
        with self.open_pool() as pool:
            yield partial(self._speak, pool)

    def _speak(self, pool: Pool, utterances: Sequence[Utterance]) -> SpokenClips:
        again = all(utterance.rate > 1 for utterance in utterances)
        self.progress.begin("Speaking again, faster" if again else "Speaking", len(utterances))
        return speak(utterances, cache=self.cache, pool=pool, on_spoken=self.progress.advance)

    def levelled(
        self, fitted: Fit, script: Script, voices: Mapping[str, Voice]
    ) -> list[tuple[Placement, Clip, float]]:
        """Return each placement with its clip and the clip's LUFS, its voice's gain taken off."""
        gain_db = {n.id: voices[n.voice].gain_db for n in script.narrations}
        placed = fitted.placed_clips()
        loudness = loudness_of(clip for _, clip in placed)
        return [
            (placement, clip, loudness[clip.narration_id] - gain_db[placement.narration_id])
            for placement, clip in placed
        ]

    def measure(self, programme: Programme | None) -> tuple[Programme | None, LoudnessCurve | None]:
        """Return the programme with its loudness and exact length, and how loud it is when.

        All of it is listened to, once for every render of it.
        """
        if programme is None:
            return None, None
        facts = measured(programme, self.heard_folder)
        heard = replace(
            programme,
            loudness=facts.loudness,
            length_samples=facts.length_samples,
            damage=facts.damage,
        )
        return heard, facts.curve

    def deliver(self, rendering: Rendering, job: Job) -> tuple[Rendering, tuple[Path, ...]]:
        """Mix and write everything into the job's folder."""
        self.progress.begin("Mixing", None)
        return deliver(rendering, job, self.now())


def loudness_of(clips: Iterable[Clip]) -> dict[str, float]:
    """Return the LUFS of clips heard on one channel, by narration; silence is very quiet."""
    found: dict[str, float] = {}
    for rate_hz, same in groupby(sorted(clips, key=rate_of), key=rate_of):
        alike = list(same)
        each = integrated_each((load_clip(clip, rate_hz) for clip in alike), rate_hz)
        for clip, lufs in zip(alike, each, strict=True):
            found[clip.narration_id] = SILENT_LUFS if lufs is None else lufs
    return found


def rate_of(clip: Clip) -> int:
    """Return a clip's sample rate."""
    return clip.rate_hz


def usual_kit(progress: Progress | None = None) -> Kit:
    """Return the kit of an ordinary run: the user's clip cache and real workers."""
    return Kit(cache=ClipCache(default_cache_folder()), progress=progress or Silent())
