# Khao: set-up, build, tests and checks. `make help` lists the targets.
# Every path is relative and each command starts as `python -m`, so the folder may lie under a path with spaces.

PYTHON ?= python3
ARGS ?=
VENV := .venv/bin/python
PIP := $(VENV) -m pip install -qq --no-input --require-hashes

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# Compiling Khao takes longer than an edit does: it is kept even where the environment says not to.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: all build serve test lint check bench lock clean help
.NOTPARALLEL:

all: build

build: .venv/build.stamp ## build the site into public/ (the default)
	@$(VENV) build.py build $(ARGS)

serve: .venv/build.stamp ## build, show the site in a browser, build again on each change
	@$(VENV) build.py serve $(ARGS)

test: .venv/test.stamp ## run every test; ARGS="-k word" picks some
	@$(VENV) -m pytest -q $(ARGS)

lint: .venv/test.stamp ## check style, formatting and types
	@$(VENV) -m ruff check
	@$(VENV) -m ruff format --check
	@$(VENV) -m mypy

check: lint test ## lint, then test

bench: .venv/test.stamp ## time Khao and measure its search beside others, for docs/; ARGS="--help" tells how
	@$(VENV) -m bench $(ARGS)

lock: ## write requirements.lock anew with the newest versions
	@"$(PYTHON)" .ci/lock.py

clean: ## remove the environment and the cache; public/ stays
	@rm -rf .venv .khao

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' Makefile

# A new lock gets a new environment: nothing of the last one stays behind.
.venv/build.stamp: requirements.lock
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  printf '%s\n' \
	    'Khao ต้องใช้ Python 3.11 ขึ้นไป แต่ "$(PYTHON)" ไม่ใช่ ติดตั้งแล้วสั่ง make PYTHON=python3.11' \
	    'Khao needs Python 3.11 or later, and "$(PYTHON)" is not. Install one, then run: make PYTHON=python3.11' >&2; \
	  exit 1; }
	@"$(PYTHON)" -m venv --clear .venv
	@sed '/^# To test and check:/,$$d' requirements.lock > .venv/build.lock
	@$(PIP) -r .venv/build.lock
	@touch $@

.venv/test.stamp: .venv/build.stamp
	@$(PIP) -r requirements.lock
	@touch $@
