"""The plan: what is forecast is priced, what cannot be is told, and the sums are right."""

import json
import tomllib
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narrator.batch.jobs import read_batch
from narrator.batch.model import Batch, Episode
from narrator.batch.near import MOST_BYTES, UNHEARD, outline
from narrator.batch.plan import Plan, in_turn_s, plan_batch
from narrator.batch.planned import as_json, row_of, total_of
from narrator.batch.pricing import EpisodePlan
from narrator.batch.rates import Prices, Rates, load_prices
from narrator.batch.stores import store_of
from narrator.cache import ClipCache
from narrator.errors import JobError
from narrator.kit import Kit
from narrator.media.probe import probe
from narrator.settings import laid_over

SEEDS = Path(__file__).parent.parent.parent / "seeds"
HARBOUR = "1\n00:00:01,000 --> 00:00:03,000\nHARBOUR STREET\n"


@pytest.fixture
def kit(tmp_path: Path) -> Kit:
    """Return a kit with folders of its own."""
    return Kit(cache=ClipCache(tmp_path / "cache"), heard_folder=tmp_path / "heard")


def batch_of(folder: Path, *names: str) -> Batch:
    """Return the batch of subtitles alone, an episode each."""
    told = {"series": {"engine": "tone"}, "episode": [{"subtitles": name} for name in names]}
    (folder / "s.json").write_text(json.dumps(told), encoding="utf-8")
    return read_batch(folder / "s.json", output=str(folder / "out"))


def test_an_episode_that_cannot_be_planned_does_not_stop_the_others(
    tmp_path: Path, kit: Kit
) -> None:
    """Empty subtitles, and some that are in no store, have their reasons."""
    (tmp_path / "a.srt").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "b.srt").write_text("", encoding="utf-8")
    batch = batch_of(tmp_path, "b.srt", f"memory://{tmp_path.name}/c.srt", "a.srt")
    plan = plan_batch(batch, kit, workers=1, prices=Prices())
    empty, remote, planned = plan.episodes
    assert "empty" in empty.error
    assert "c.srt cannot be read" in remote.error
    assert not planned.error
    assert planned.narrations == 1
    assert planned.characters == {"tone": len("Harbour Street")}
    assert not (tmp_path / "out").exists()


def test_the_seed_episode_is_priced(tmp_path: Path, kit: Kit) -> None:
    """By its length, its formats, and the price of a voice before that of its engine."""
    told = {
        "episode": [
            {
                "subtitles": str(SEEDS / "tide_clerk.srt"),
                "programme": str(SEEDS / "tide_clerk.mkv"),
                "engine": "tone",
                "formats": ["wav", "mkv"],
            }
        ]
    }
    (tmp_path / "s.json").write_text(json.dumps(told), encoding="utf-8")
    batch = read_batch(tmp_path / "s.json", output=str(tmp_path / "out"))
    prices = Prices(million_characters={"tone": 1e6}, rates=Rates(texts_bytes=0))
    (planned,) = plan_batch(batch, kit, workers=1, prices=prices).episodes
    size = (SEEDS / "tide_clerk.mkv").stat().st_size
    assert planned.cost == pytest.approx(sum(planned.characters.values()))
    assert 0 < planned.speech_s < planned.programme_s < 600
    assert planned.disk_bytes > size
    assert planned.cpu_s > planned.programme_s * Rates().programme_cpu


def test_the_ends_of_a_programme_tell_how_long_it_is(tmp_path: Path) -> None:
    """Though between them there is nothing."""
    whole, address = SEEDS / "tide_clerk.mkv", f"memory://{tmp_path.name}/ep.mkv"
    store_of(address).put_file(str(whole), address)
    path = outline(address, tmp_path, end_bytes=1 << 18)
    assert path.stat().st_size == whole.stat().st_size
    assert path.read_bytes().count(b"\0" * 65_536) > 10
    assert replace(probe(path), path=whole) == probe(whole)


def test_a_programme_in_a_store_is_planned_by_its_ends(tmp_path: Path, kit: Kit) -> None:
    """Its length and size are known, and that nobody listened to it is told."""
    there = f"memory://{tmp_path.name}"
    for name in ("tide_clerk.srt", "tide_clerk.mkv"):
        store_of(there).put_file(str(SEEDS / name), f"{there}/{name}")
    plans: list[EpisodePlan] = []
    for place in (str(SEEDS), there):
        settings = {"source": f"{place}/tide_clerk.srt", "programme": f"{place}/tide_clerk.mkv",
                    "engine": "tone", "formats": ["wav", "mkv"]}  # fmt: skip
        episode = Episode(name="ep", settings=settings, output=str(tmp_path / "out"))
        plans += plan_batch(Batch(episodes=(episode,)), kit, workers=1, prices=Prices()).episodes
    here, far = plans
    assert (here.error, far.error, here.assumed, far.assumed) == ("", "", "", UNHEARD)
    assert far.characters == here.characters
    assert far.cpu_s == pytest.approx(here.cpu_s, rel=0.1)
    assert (far.programme_s, far.disk_bytes) == (here.programme_s, here.disk_bytes)


def test_a_programme_in_a_store_that_is_none_is_told_by_its_address(
    tmp_path: Path, kit: Kit
) -> None:
    """And not by the path of what was fetched of it."""
    (tmp_path / "a.srt").write_text(HARBOUR, encoding="utf-8")
    address = f"memory://{tmp_path.name}/ep.mkv"
    store_of(address).pipe_file(address, b"no programme")
    settings = {"source": str(tmp_path / "a.srt"), "programme": address}
    episode = Episode(name="ep", settings=settings, output=str(tmp_path / "out"))
    (found,) = plan_batch(Batch(episodes=(episode,)), kit, workers=1, prices=Prices()).episodes
    assert found.error.startswith(address)


def test_subtitles_within_a_large_file_in_a_store_are_not_fetched(tmp_path: Path, kit: Kit) -> None:
    """A video has them, and one would fetch it all."""
    video = f"memory://{tmp_path.name}/ep.mkv"
    store_of(video).pipe_file(video, bytes(MOST_BYTES + 1))
    episode = Episode(name="ep", settings={"source": video}, output=str(tmp_path / "out"))
    (found,) = plan_batch(Batch(episodes=(episode,)), kit, workers=1, prices=Prices()).episodes
    assert "more than 64 MB" in found.error


@given(jobs_s=st.lists(st.integers(0, 1000), max_size=30), workers=st.integers(1, 8))
def test_workers_in_turn_are_neither_idle_nor_more_than_they_are(
    jobs_s: list[int], workers: int
) -> None:
    """The end lies between a fair share and that share with the longest job after it."""
    ends_s = in_turn_s(jobs_s, workers)
    longest_s = max(jobs_s, default=0)
    assert max(sum(jobs_s) / workers, longest_s) <= ends_s <= sum(jobs_s) / workers + longest_s


def test_a_plan_is_no_faster_than_the_processors() -> None:
    """Eight workers on two processors take as long as two."""
    episodes = tuple(EpisodePlan(name=str(n), cpu_s=60.0) for n in range(8))
    plan = Plan(episodes=episodes, unmatched=(), workers=8, cores=2, currency="")
    assert plan.wall_s == 240.0


def test_all_is_the_sum_of_each() -> None:
    """Characters voice by voice."""
    one = EpisodePlan(name="1", characters={"joe": 3}, cpu_s=1.5, disk_bytes=10, cost=0.5)
    two = EpisodePlan(name="2", characters={"joe": 4, "amy": 1}, cpu_s=2.5, narrations=2)
    plan = Plan(episodes=(one, two), unmatched=("x",), workers=1, cores=1, currency="EUR")
    total = total_of(plan)
    assert total.characters == {"joe": 7, "amy": 1}
    assert (total.cpu_s, total.disk_bytes, total.cost, total.narrations) == (4.0, 10, 0.5, 2)
    assert json.loads(json.dumps(as_json(plan)))["total"]["wall_s"] == 4.0


def test_what_has_no_price_has_no_cost(tmp_path: Path, kit: Kit) -> None:
    """Neither 0.00 in the table nor a number in the JSON; a price that comes to nothing is one."""
    (tmp_path / "a.srt").write_text(HARBOUR, encoding="utf-8")
    batch = batch_of(tmp_path, "a.srt")
    for prices, cost, cell in (
        (Prices(), None, ""),
        (Prices(currency="EUR", rates=Rates(job_cpu_s=1.0)), None, ""),
        (Prices(currency="EUR", million_characters={"other": 9.0}), 0.0, "0.00 EUR"),
    ):
        plan = plan_batch(batch, kit, workers=1, prices=prices)
        told = json.loads(json.dumps(as_json(plan)))
        assert [told["episodes"][0]["cost"], told["total"]["cost"]] == [cost, cost]
        rows = (*plan.episodes, total_of(plan))
        assert [row_of(each, plan.currency)[-1] for each in rows] == [cell, cell]


def test_prices_are_read_and_leave_the_rest_as_it_is(tmp_path: Path) -> None:
    """One rate of one engine is told; the others stay."""
    path = tmp_path / "prices.toml"
    path.write_text('currency = "EUR"\n[rates.speech_cpu]\npiper = 0.25\n', encoding="utf-8")
    prices = load_prices(path)
    assert prices.currency == "EUR"
    assert prices.rates.speech_cpu == {**Rates().speech_cpu, "piper": 0.25}


@pytest.mark.parametrize("text", ["cpu_hour = -1", "frob = 1", "[rates]\njob_cpu_s = -1", "x"])
def test_prices_that_make_no_sense_are_refused(tmp_path: Path, text: str) -> None:
    """By name."""
    path = tmp_path / "prices.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(JobError, match="prices") as raised:
        load_prices(path)
    assert "docs/batch.md" in (raised.value.hint or "")


def test_the_guide_shows_the_rates_as_they_are() -> None:
    """What a reader copies into a file of prices changes nothing by itself but what it says."""
    guide = (SEEDS.parent / "docs/batch.md").read_text(encoding="utf-8")
    blocks = [part.partition("\n```")[0] for part in guide.split("```toml\n")[1:]]
    (shown,) = [tomllib.loads(text) for text in blocks if "[rates]" in text]
    usual = asdict(Rates())
    assert laid_over(usual, shown["rates"]) == usual
