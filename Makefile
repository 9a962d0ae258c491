# The commands of this project. Needs Python 3.11 or newer and make; the first run makes .venv and fills it.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --disable-pip-version-check --root-user-action=ignore
# processes that test at once
TEST_PROCESSES ?= 2
CONCURRENCY ?= 2
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help setup run worker migrate test unit lint fix check gold bench chaos chaos-small

help: ## this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1	/' | expand -t 12

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.installed: requirements.txt | .venv/bin/python
	@echo "installing the packages into .venv: about half a minute, this time only"
	@$(PIP) -r requirements.txt
	@touch $@

.venv/.installed-dev: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "installing the packages for development into .venv: about a minute, this time only"
	@$(PIP) -r requirements-dev.txt
	@touch .venv/.installed $@

setup: .venv/.installed ## install, and bring the database up to date
	@$(BIN)/python manage.py setup

run: .venv/.installed ## everything, on http://127.0.0.1:8000/ (PORT=... for another port), until Ctrl-C
	@$(BIN)/python manage.py serve

worker: .venv/.installed ## one more worker (CONCURRENCY=2)
	@$(BIN)/python manage.py work --concurrency $(CONCURRENCY)

migrate: .venv/.installed ## apply the migrations
	@$(BIN)/python manage.py migrate

test: .venv/.installed-dev ## all tests but chaos and bench
	@$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist worksteal $(TESTS)

unit: .venv/.installed-dev ## the tests that need no browser, no service, no crowd and not the whole demonstration corpus
	@$(BIN)/python -m pytest -n $(TEST_PROCESSES) --dist worksteal \
		-m "not (chaos or bench or fuzz or browser or service or crowd or slow)" $(TESTS)

lint: .venv/.installed-dev ## style, types, layers, migrations, production settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python manage.py makemigrations --check --dry-run
	PRODUCTION=1 SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') ALLOWED_HOSTS=claims.example.org \
		$(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/djlint templates --lint --quiet

fix: .venv/.installed-dev ## what lint can mend by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gold: .venv/.installed-dev ## scores on our own gold and, where it lies, on the outside material
	@$(BIN)/python -m pytest tests/test_accuracy.py tests/test_figure_accuracy.py -s
	@$(BIN)/python -m tests.floors

check: test lint ## what .ci/run checks
	@$(BIN)/python -m tests.floors

fuzz: .venv/.installed-dev ## generated requests of three roles against the API's schema (FUZZ_SECONDS=60)
	@$(BIN)/python -m pytest tests/api/test_fuzz.py -n 0 -m fuzz -s

bench: .venv/.installed-dev ## figures of speed, each beside what it is compared with (SIZE=full: ten million claims)
	@$(BIN)/python -m tests.bench

chaos: .venv/.installed-dev ## kills, crashes and lost brokers, 10,000 articles: about half an hour, results in var/chaos.json
	@$(BIN)/python -m tests.chaos --size full
	@CHAOS_SIZE=full $(BIN)/python -m pytest tests/chaos -m chaos -s

chaos-small: .venv/.installed-dev # the size of CI: every fault once or twice in 1,000 articles
	@$(BIN)/python -m tests.chaos --size small
	@$(BIN)/python -m pytest tests/chaos -m chaos -q
