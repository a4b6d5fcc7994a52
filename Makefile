# Everything runs in .venv, made from requirements files whose hashes are checked.
SHELL := /bin/sh
.DEFAULT_GOAL := help
# The first Python that runs and is new enough; a name on the PATH alone proves neither.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
UV := $(BIN)/uv --quiet
LOCKS := requirements/run.txt requirements/dev.txt
CODE := bot handlers community storage fetching meaning pictures sandbox tests benchmarks .ci

.PHONY: help run test check bench format lock lock-check clean

help: ## Show what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.venv/uv: requirements/uv.txt
	@test -n "$(PYTHON)" || { echo "Yokoten needs Python 3.11 or newer and found none: install it, or name it with PYTHON=…"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements/uv.txt
	@touch $@

.venv/run: .venv/uv requirements/run.txt pyproject.toml
	@echo "Installing what Yokoten needs into .venv …"
	@$(UV) pip install --compile-bytecode --no-deps --require-hashes -r requirements/run.txt
	@$(UV) pip install --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev: .venv/run requirements/dev.txt
	@$(UV) pip install --compile-bytecode --no-deps --require-hashes -r requirements/dev.txt
	@touch $@

run: .venv/run ## Set up and run: in Slack if .env has tokens, else in a Slack on this machine
	@$(BIN)/yokoten run

test: .venv/dev ## Set up and run every test
	@$(BIN)/python -m pytest $(ARGS)

check: .venv/dev lock-check ## Format, lint, types, import contracts, locks up to date
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/lint-imports
	@$(BIN)/mypy

bench: .venv/dev ## Measure, each figure beside a peer or a limit in the same run
	@$(BIN)/python -m benchmarks $(ARGS)

format: .venv/dev ## Put the code into shape
	@$(BIN)/ruff format $(CODE)
	@$(BIN)/ruff check --fix --quiet $(CODE)

# The locks name no package host: whoever installs uses the registry their machine is set up for.
COMPILE = $(UV) pip compile --generate-hashes --universal --python-version 3.11 --no-header --no-annotate --no-emit-index-url \
	--override requirements/unneeded.in
# Everything that can be switched on is in both, so that `make run` shows the whole.
WANTED = pyproject.toml --extra local --extra meaning --extra pictures --extra mcp requirements/models.in requirements/build.in

lock: .venv/uv ## Renew the requirements files from pyproject.toml (ARGS=--upgrade for newer versions)
	@$(COMPILE) $(ARGS) $(WANTED) -o requirements/run.txt
	@$(COMPILE) $(ARGS) --group dev $(WANTED) -o requirements/dev.txt

lock-check: .venv/uv
	@for lock in run dev; do cp requirements/$$lock.txt .venv/$$lock.lock; done
	@$(COMPILE) $(WANTED) -o .venv/run.lock
	@$(COMPILE) --group dev $(WANTED) -o .venv/dev.lock
	@for lock in run dev; do cmp -s requirements/$$lock.txt .venv/$$lock.lock || { echo "requirements/$$lock.txt is older than pyproject.toml: run 'make lock' and commit it"; exit 1; }; done

clean: ## Remove what was installed; your data stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
