# Every target may be run twice. `make` alone lists them.
PY ?= python3
BOOT := $(PY) -I shared/cli/bootstrap.py
RUN := .venv/bin/python -m
VERTAIS := $(RUN) shared.cli.main
PYTEST := $(RUN) pytest
# Each worker has servers and databases of its own; a file's tests stay together.
WORKERS ?= 2

.DEFAULT_GOAL := help
.PHONY: help python setup assets up demo down status test test-browser test-compose check bench faults lock reset clean doctor

help:
	@echo 'Try it'
	@echo '  make demo          play a season in a fresh stack; reports in .vertais/demo/reports'
	@echo '  make up            start the stack and stay; Ctrl-C stops it'
	@echo '  make status        what runs, and where'
	@echo '  make down          stop it'
	@echo 'Work on it'
	@echo '  make setup         virtualenv, browser assets, RabbitMQ'
	@echo '  make test          all tests (ARGS="-k word" for some)'
	@echo '  make test-browser  those that need Chromium'
	@echo '  make test-compose  the containers (needs Docker)'
	@echo '  make check         format, lint, types, imports, locks'
	@echo '  make bench         measurements'
	@echo '  make faults        kills and freezes'
	@echo 'Look after it'
	@echo '  make doctor        what this machine has and lacks'
	@echo '  make assets        browser assets alone'
	@echo '  make lock          renew constraints.txt and package-lock.json'
	@echo '  make reset         delete all data'
	@echo '  make clean         delete all that was made'

python:
	@command -v $(PY) >/dev/null || { echo 'M1: Python 3.11+ is missing: sudo apt install python3 python3-venv'; exit 1; }

setup: python
	@$(BOOT) setup

assets: python
	@$(BOOT) assets

up: setup
	@$(VERTAIS) up

demo: setup
	@$(VERTAIS) demo

down:
	@if [ -x .venv/bin/python ]; then $(VERTAIS) down; else echo 'nothing runs'; fi

status:
	@if [ -x .venv/bin/python ]; then $(VERTAIS) status; else echo 'nothing runs'; fi

test: setup
	@$(PYTEST) -n $(WORKERS) --dist loadfile -m 'not browser and not bench and not faults and not compose' $(ARGS) || test $$? = 5  # 5: none of ARGS
	@$(MAKE) --no-print-directory test-browser

test-browser: setup
	@if $(BOOT) chromium >/dev/null; then $(PYTEST) -m browser $(ARGS) || test $$? = 5; else test -z "$$CI"; fi

test-compose: setup
	@$(PYTEST) -m compose -s $(ARGS)

check: setup
	@$(BOOT) stale
	@$(RUN) ruff format --check .
	@$(RUN) ruff check .
	@$(RUN) mypy
	@$(VERTAIS) contracts export --check
	@$(VERTAIS) translations check
	@.venv/bin/python -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'

bench: setup
	@$(PYTEST) -m bench -s $(ARGS)

faults: setup
	@$(PYTEST) -m faults --timeout 600 $(ARGS)

lock: python
	@$(BOOT) lock

reset:
	@if [ -x .venv/bin/python ]; then $(VERTAIS) reset --yes; fi

clean: python
	@$(BOOT) clean

doctor: python
	@$(BOOT) doctor
