# The commands of the project. `make demo` and `make test` set everything up by themselves.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready

.PHONY: demo test check lint format bench corpus torture docs samples build clean

demo: $(READY)
	$(BIN)/sheetops demo

test: $(READY)
	$(BIN)/pytest -q -n 2 -m "not torture"

check: lint test

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python docs/make.py --check

format: $(READY)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)
	$(BIN)/python tests/bench/run.py

corpus: $(READY)
	$(BIN)/python tests/corpus/run.py

torture: $(READY)
	-$(BIN)/python -m pip install -q --disable-pip-version-check --group torture
	$(BIN)/python tests/torture/run.py

docs: $(READY)
	$(BIN)/python docs/make.py

samples: $(READY)
	$(BIN)/python sample_workbooks/make.py

build: $(READY)
	$(BIN)/python -m build

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps -e .
	@touch $(READY)
