# Build, run and check the inspector. `make demo` and `make test` set up everything they need.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
PY := .venv/bin/python
# Byte code is written at installation, so that the first start is not the slow one.
COMPILE = env -u PYTHONDONTWRITEBYTECODE $(1) -m compileall -q -j 0
NODE_DIR := tests/servers/node
NODE_STAMP := $(NODE_DIR)/node_modules/.installed

.DEFAULT_GOAL := help
.PHONY: help demo test check bench screenshots snapshots pins clean

help:
	@echo "make demo         the inspector on its built-in demo server (without a terminal: a plain run)"
	@echo "make test         every test, against real servers too"
	@echo "make check        lint, format, types, import contracts"
	@echo "make bench        speed, as ratios against a floor"
	@echo "make screenshots  draw screenshots/ again from real sessions"
	@echo "make snapshots    accept what the screens look like now"
	@echo "make pins         choose newer versions within the ranges of pyproject.toml"
	@echo "make clean        remove what these targets made"

demo: .venv/demo.stamp
	@.venv/bin/inspector demo

test: .venv/dev.stamp .venv-mcp1/stamp $(NODE_STAMP)
	$(PY) -m pytest -n 2 tests

check: .venv/dev.stamp
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

bench: .venv/dev.stamp
	$(PY) bench/run.py

screenshots: .venv/dev.stamp
	$(PY) screenshots/draw.py

snapshots: .venv/dev.stamp
	$(PY) -m pytest -n 2 tests/ui --snapshot-update

.venv/demo.stamp: requirements/build.txt requirements/demo.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: none found on PATH" >&2; exit 1; }
	@test -x $(PY) || { echo "Setting up .venv (once)"; "$(PYTHON)" -m venv .venv; }
	@$(PY) -m pip install -qq -r requirements/build.txt
	@$(PY) -m pip install -qq -r requirements/demo.txt
	@$(PY) -m pip install -qq --no-deps --no-build-isolation -e .
	@$(call COMPILE,$(PY)) .venv/lib inspector || true
	@touch $@

.venv/dev.stamp: .venv/demo.stamp requirements/dev.txt
	@$(PY) -m pip install -qq -r requirements/dev.txt
	@$(call COMPILE,$(PY)) .venv/lib || true
	@touch $@

# The 1.x line of the SDK cannot live beside the 2.x line: a room of its own.
.venv-mcp1/stamp: requirements/mcp1.txt
	@test -x .venv-mcp1/bin/python || "$(PYTHON)" -m venv .venv-mcp1
	@.venv-mcp1/bin/python -m pip install -qq -r requirements/mcp1.txt
	@$(call COMPILE,.venv-mcp1/bin/python) .venv-mcp1/lib || true
	@touch $@

# Without Node the tests that need it say so and are skipped (with CI=true they fail).
$(NODE_STAMP): $(NODE_DIR)/package.json $(NODE_DIR)/package-lock.json
	@if command -v npm >/dev/null; then cd $(NODE_DIR) && npm ci --loglevel=error && touch node_modules/.installed; \
	else echo "npm is missing: tests against the Node server will be skipped"; fi

pins:
	rm -rf .venv-pins && "$(PYTHON)" -m venv .venv-pins && .venv-pins/bin/python -m pip install -qq --upgrade pip
	.venv-pins/bin/python requirements/pin.py
	rm -rf .venv-pins

clean:
	rm -rf .venv .venv-* $(NODE_DIR)/node_modules build dist .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
