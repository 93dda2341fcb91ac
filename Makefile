# 掌上执法. `make run` starts it, `make test` proves it; the rest are their parts.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMPS := .make
STATIC := backend/zhifa/web/static
export PORT ?= 8000
export ZHIFA_DATA_DIR ?= $(CURDIR)/.data

CHECKS := check-vue check-types check-scripts check-python check-client
APPS := app console reference
# One more than there are cores: the databases and the disk are waited for.
PYTEST_WORKERS ?= $(shell echo $$(($$(nproc 2>/dev/null || echo 2) + 1)))

PWA_SOURCES := $(shell find pwa -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

help:  ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

run: $(STAMPS)/venv $(STAMPS)/build  ## set up, build, migrate, load the demo city once, serve
	@ZHIFA_DEMO=$${ZHIFA_DEMO:-true} exec $(BIN)/zhifa demo run

test:  ## set up, then everything: lint, types, walls, pytest, Vitest, Playwright
	@infra/dev/phases.sh setup+build check pytest+vitest e2e

check: $(CHECKS)  ## lint, types, import walls, generated client

# One by one, so that they can run side by side: the slowest first.
check-vue: setup
	npm --prefix pwa run --silent check:types
check-types: setup
	$(BIN)/mypy
check-scripts: setup
	npm --prefix pwa run --silent check:lint
check-python: setup
	$(BIN)/ruff check backend tests
	$(BIN)/ruff format --check backend tests
	$(BIN)/lint-imports
check-client: client-is-fresh

pytest: setup build
	$(BIN)/pytest -n $(PYTEST_WORKERS) --dist worksteal

vitest: setup
	npm --prefix pwa run --silent test

e2e: setup build  ## browser tests on Debian's Chromium
	NODE_PATH=pwa/node_modules pwa/node_modules/.bin/playwright test -c tests/e2e/playwright.config.ts

bench: setup build  ## figures, each against a rival or a limit in the same run
	$(BIN)/python -m tests.bench

screenshots: setup build  ## the pictures of the README and the manual, from the real screens
	@infra/dev/system-packages.sh chromium-l10n
	NODE_PATH=pwa/node_modules pwa/node_modules/.bin/playwright test -c tests/e2e/screenshots.config.ts

client: setup  ## what the applications have from the server: the client's types, the procedure of a visit
	@$(call generate-client,pwa/shared/api/schema.ts)
	@$(BIN)/zhifa compliance procedure > pwa/shared/procedure/procedure.json

client-is-fresh: setup
	@mkdir -p $(STAMPS)
	@$(call generate-client,$(STAMPS)/schema.ts)
	@diff -q $(STAMPS)/schema.ts pwa/shared/api/schema.ts >/dev/null || { echo 'pwa/shared/api/schema.ts is stale: run `make client`'; exit 1; }
	@$(BIN)/zhifa compliance procedure | diff -q - pwa/shared/procedure/procedure.json >/dev/null || { echo 'pwa/shared/procedure/procedure.json is stale: run `make client`'; exit 1; }

define generate-client
$(BIN)/zhifa openapi > $(STAMPS)/openapi.json && pwa/node_modules/.bin/openapi-typescript $(STAMPS)/openapi.json -o $(1) >/dev/null
endef

lock:  ## resolve the pinned requirements anew (hashes, no addresses)
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-annotate --no-header --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

setup: $(STAMPS)/system $(STAMPS)/venv-dev $(STAMPS)/npm
build: $(STAMPS)/build

$(STAMPS)/system: infra/dev/system-packages.sh
	@mkdir -p $(STAMPS)
	bash infra/dev/system-packages.sh
	@touch $@

# A virtual environment with the run-time packages only; the development one extends it.
$(STAMPS)/venv: requirements.lock pyproject.toml
	@mkdir -p $(STAMPS)
	@PYTHON=$(PYTHON) bash infra/dev/python-packages.sh requirements.lock
	@touch $@

$(STAMPS)/venv-dev: $(STAMPS)/venv requirements-dev.lock
	@bash infra/dev/python-packages.sh requirements-dev.lock
	@touch $@

# `install`, not `ci`: a registry that lacks another platform's optional binaries makes `ci` refuse the lock file.
$(STAMPS)/npm: pwa/package-lock.json
	@mkdir -p $(STAMPS)
	cd pwa && npm install --no-save --no-fund --no-audit --loglevel=error
	@touch $@

$(STAMPS)/build: $(APPS:%=$(STAMPS)/build-%)
	@touch $@

# Compressed here, once, so that the server only ever hands out files.
$(STAMPS)/build-%: $(STAMPS)/npm $(STAMPS)/venv $(PWA_SOURCES)
	npm --prefix pwa run --silent build:$*
	$(BIN)/python -m servestatic.compress --quiet $(STATIC)/$*
	@touch $@

clean:  ## remove what was installed and built; the data stay
	rm -rf $(VENV) $(STAMPS) pwa/node_modules $(STATIC)/app $(STATIC)/console $(STATIC)/reference

.PHONY: help run test check $(CHECKS) pytest vitest e2e bench screenshots client client-is-fresh lock setup build clean
