# Two commands do everything: `make report` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: report test check floors clean

report: $(VENV)/installed
	$(BIN)/threads report seeds/ -o report/
	@echo "Look at report/report.html"

test: $(VENV)/installed-dev
	$(BIN)/python -m pytest

# Lint, types and import rules; .ci/run calls this after the tests.
check: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Accuracy against its floors; pages that are not at hand are skipped with a reason.
floors: $(VENV)/installed-dev
	$(BIN)/python -m benchmarks.reconstruction --check
	$(BIN)/python -m benchmarks.scoring --check --no-held-out

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# PyTorch first: whatever depends on it then finds it there.
$(VENV)/installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt torch
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	$(PIP) install -c constraints.txt -e '.[dev]'
	@touch $@

clean:
	rm -rf $(VENV) report build dist *.egg-info
