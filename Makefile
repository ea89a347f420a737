# The two commands of the README are `make demo` and `make test`; both make their own .venv.
# Nothing is needed but Python 3.11 or newer with venv, and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint constraints.txt
EPISODE := seeds/tide_clerk

.PHONY: demo test faults readers conformance lint score timing wheel wheel-test seeds bench bench-batch clean help

demo: $(VENV)/installed ## render the episode in seeds/ into output/
	$(BIN)/narrator render $(EPISODE).srt --programme $(EPISODE).mkv -o output \
	  --format wav --format mkv --progress lines

test: $(VENV)/dev ## run the tests
	$(BIN)/python -m pytest

faults: $(VENV)/dev ## kill, starve and hang batches and clusters (some minutes)
	$(BIN)/python -m pytest -m faults

readers: $(VENV)-readers/installed ## install the EBU's ADM renderer, so that the tests ask it too

conformance: $(VENV)/dev $(VENV)-readers/installed ## ask other people's tools about every product
	$(BIN)/python bench/conformance/run.py --docs docs/conformance.md

lint: $(VENV)/dev ## run the linters
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

score: $(VENV)/dev ## score the segmenter on every gold-tagged file
	$(BIN)/python bench/score.py

wheel: $(VENV)/dev ## build the wheel into dist/
	rm -rf dist
	$(BIN)/python -m build --wheel --outdir dist . >/dev/null

wheel-test: wheel ## install the wheel by itself and render with it
	rm -rf $(VENV)-wheel
	$(PYTHON) -m venv $(VENV)-wheel
	$(VENV)-wheel/bin/python -m pip --disable-pip-version-check install --quiet \
	  --constraint constraints.txt dist/*.whl
	cd / && "$(CURDIR)/$(VENV)-wheel/bin/python" "$(CURDIR)/tests/wheel_check.py" "$(CURDIR)"

seeds: $(VENV)/dev ## make the sample episode anew
	$(PIP) --editable '.[seeds]'
	$(BIN)/python seeds/make_episode.py
	$(BIN)/python seeds/make_transcript.py

bench: $(VENV)/installed ## measure speed and memory (some 40 minutes; BENCH='--minutes 3' to try)
	$(BIN)/python bench/run.py $(BENCH)

timing: $(VENV)/installed ## measure where narrations stand in finished mixes (TIMING='--minutes 3' to try)
	$(BIN)/python bench/timing.py $(TIMING)

bench-batch: $(VENV)/dev ## measure what batches cost (hours; BENCH='--minutes 3 --jobs 20' to try)
	$(BIN)/python bench/batch.py $(BENCH)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: $(VENV)/bin/python pyproject.toml constraints.txt
	$(PIP) --editable '.[neural]'
	touch $@

$(VENV)/dev: $(VENV)/installed
	$(PIP) --editable '.[neural,dev]'
	touch $@

# It needs numpy 1 and lxml 4, so it gets an environment of its own.
$(VENV)-readers/installed:
	$(PYTHON) -m venv $(VENV)-readers
	$(VENV)-readers/bin/python -m pip --disable-pip-version-check install --quiet ear==2.1.0
	touch $@

clean: ## remove what make made
	rm -rf $(VENV) $(VENV)-wheel $(VENV)-readers dist
	find output -mindepth 1 ! -name README.md -delete

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' Makefile | sed 's/:.*##/ —/'
