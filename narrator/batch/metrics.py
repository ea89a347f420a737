"""The figures of a batch for Prometheus, in the text format that its node exporter gathers."""

from collections.abc import Sequence
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, write_to_textfile

from narrator.batch.model import Batch, EpisodeOutcome
from narrator.batch.state import JobState
from narrator.media.files import blaming

_STATES = ("waiting", "done", "failed", "cancelled")
_SECONDS = (10, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400)


class MetricsFile:
    """Keeps a file of metrics up to date, each time whole. A `Watch`."""

    def __init__(self, path: Path) -> None:
        """Take the file, which should end in .prom, and a registry of its own."""
        self._path = path
        self._registry = CollectorRegistry()
        self._jobs = Gauge(
            "narrator_batch_jobs", "Jobs of the batch by state", ["state"], registry=self._registry
        )
        self._seconds = Histogram(
            "narrator_job_seconds",
            "Seconds that a job took, those done before left out",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._cpu = Counter(
            "narrator_job_cpu_seconds", "Processor seconds of all jobs", registry=self._registry
        )
        self._findings = Counter(
            "narrator_findings", "Findings of all jobs", ["blocking"], registry=self._registry
        )
        self._peak = Gauge(
            "narrator_job_peak_bytes", "The most memory a job has had", registry=self._registry
        )
        self._updated = Gauge(
            "narrator_batch_updated_seconds", "When this was written", registry=self._registry
        )
        self._most_bytes = 0

    def begins(self, batch: Batch) -> None:
        """Count the jobs, and write the file."""
        for state in _STATES:
            self._jobs.labels(state).set(0)
        self._jobs.labels("waiting").set(len(batch.episodes))
        self._write()

    def stage(self, name: str, stage: str) -> None:
        """Pass over stages: a night has hundreds, and a gatherer looks once a minute."""

    def ended(self, outcome: EpisodeOutcome, state: JobState | None) -> None:  # noqa: ARG002 - the Protocol's
        """Count a job, and write the file."""
        self._jobs.labels("waiting").dec()
        self._jobs.labels(outcome.state).inc()
        self._findings.labels("yes").inc(outcome.blocking)
        self._findings.labels("no").inc(outcome.findings - outcome.blocking)
        if not outcome.skipped:
            self._seconds.observe(outcome.seconds)
            self._cpu.inc(outcome.cpu_s)
            self._most_bytes = max(self._most_bytes, outcome.peak_bytes)
            self._peak.set(self._most_bytes)
        self._write()

    def closes(self, outcomes: Sequence[EpisodeOutcome]) -> None:
        """Count the states anew, those of jobs that never began too, and write the file."""
        for state in _STATES:
            self._jobs.labels(state).set(sum(outcome.state == state for outcome in outcomes))
        self._write()

    def _write(self) -> None:
        self._updated.set_to_current_time()
        with blaming(self._path):
            write_to_textfile(str(self._path), self._registry)
