# What can be done here. `make` alone explains it.
PYTHON ?= python3
BANDI_PORT ?= 8000
export BANDI_PORT
unexport PYTHONDONTWRITEBYTECODE
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
SAMPLE := sample/2024

.DEFAULT_GOAL := help
.PHONY: help setup words run sample test walk check bench reliability docs clean

help: ## explain the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 22

setup: $(READY) ## make the environment in .venv from the locked dependencies

$(READY): requirements/base.txt requirements/dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

words: $(READY)
	@$(BIN)/python tools/words.py compile

sample: export BANDI_SAMPLE = yes
sample: setup words ## load the sample year into var/ (repeatable)
	@$(BIN)/bandi migrate --verbosity 0
	@$(BIN)/bandi advocacy starter --quiet
	@$(BIN)/bandi funding starter --quiet
	@$(BIN)/bandi year load $(SAMPLE) --quiet
	@$(BIN)/bandi report check --year 2024 --measure-only
	@$(BIN)/bandi accounts sample var/sign-in.txt
	@$(BIN)/bandi protected sample

run: export BANDI_SAMPLE = yes
run: sample ## set up, load the sample year, serve the desk on 127.0.0.1:$BANDI_PORT
	@$(BIN)/bandi collectstatic --noinput --verbosity 0
	@$(BIN)/bandi serve

test: setup words ## everything that proves it works
	$(BIN)/ruff check bandi tests bench tools
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n 2 --dist worksteal -m "not browser"
	$(BIN)/pytest -q -n 2 --dist worksteal -m "browser and not walk"

walk: setup words ## follow the printed pages, each button pressed and each command typed; a quarter of an hour or more
	$(BIN)/pytest -q -n 2 -m walk

check: setup words ## the quick part of the tests: style, layers, unit tests
	$(BIN)/ruff check bandi tests bench tools
	$(BIN)/lint-imports
	$(BIN)/pytest -q -n 2 --dist worksteal -m "not browser and not slow"

bench: setup words ## measure, and write docs/performance.md
	$(BIN)/python -m bench

reliability: setup words ## cut the power, kill, steal, race, with large N, and write docs/reliability.md
	$(BIN)/python -m tests.reliability.publish

docs: setup words ## write the generated pages of docs/ anew
	$(BIN)/python tools/documents.py

clean: ## remove the environment and what was built (not var/)
	rm -rf $(VENV) build *.egg-info
