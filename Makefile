# `make` lists what can be done. Everything lands in .venv, node_modules and var;
# nothing else on the machine is touched, but for Debian packages that are missing,
# which are installed only by root and said aloud.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PORT ?= 8000
BIND ?= 127.0.0.1
WORKERS ?= 2
CHROMIUM ?= chromium
UV_PIN := uv==0.13.9
export KENTONGAN_HOME ?= $(CURDIR)/var

BIN := .venv/bin
UV := VIRTUAL_ENV=$(CURDIR)/.venv $(BIN)/uv
STAMPS := .venv/.stamps
WORDS := $(wildcard kentongan/locale/*/parts/*.po)

.PHONY: help
help:  ## List what can be done.
	@echo "Kentongan: community policing, run together. What can be done here:"
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) \
	    | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

# --- what everything stands on ---------------------------------------------------

$(STAMPS)/uv:
	@.ci/need python3 python3 python3-venv
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	@python3 -m venv .venv || { .ci/need --install python3-venv && python3 -m venv .venv; }
	@echo "Installing uv into .venv."
	@$(BIN)/python -m pip install -q --disable-pip-version-check "$(UV_PIN)"
	@mkdir -p $(STAMPS) && touch $@

$(STAMPS)/python: requirements-dev.txt pyproject.toml | $(STAMPS)/uv
	@echo "Installing what requirements-dev.txt names, by hash."
	@$(UV) pip install -q --require-hashes -r requirements-dev.txt
	@$(UV) pip install -q --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMPS)/node: package.json package-lock.json kentongan/doors/look/vendor.mjs | $(STAMPS)/uv
	@.ci/need node nodejs
	@.ci/need npm npm
	@echo "Fetching what the pages need in a browser."
	@npm ci --silent
	@npm run --silent vendor
	@touch $@

$(STAMPS)/words: $(WORDS) kentongan/config/translations.py | $(STAMPS)/python
	@$(BIN)/python -m kentongan.config.translations
	@touch $@

.PHONY: install
install: $(STAMPS)/python $(STAMPS)/node $(STAMPS)/words  ## Make .venv and all that is in it, kentongan on .venv/bin included.

.PHONY: chromium
chromium:
	@.ci/need $(CHROMIUM) chromium

# --- using it ---------------------------------------------------------------------

.PHONY: run
run: install  ## Build the demo world where there is none, and serve it at http://localhost:8000.
	@# Never into a world that somebody uses; again where building was broken off.
	@if [ ! -e "$(KENTONGAN_HOME)/keys" ] || [ -e "$(STAMPS)/building" ]; then \
	    touch "$(STAMPS)/building" && $(BIN)/kentongan demo && rm "$(STAMPS)/building"; \
	fi
	@exec $(BIN)/kentongan up --bind $(BIND) --port $(PORT)

# --- proving it -------------------------------------------------------------------

.PHONY: test
test: unit node journeys  ## Run every test but the long ones: code, guards, scripts, journeys.

.PHONY: unit
unit: install  ## Run the tests of the code and the guards over the tree, without a browser.
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup -m "not journey and not soak"

.PHONY: node
node: install  ## Run the tests of what runs in a browser, under node.
	@tests=$$(git ls-files '*.test.mjs' '*.test.js'); \
	    if [ -n "$$tests" ]; then node --test $$tests; else echo "no scripts to test"; fi

.PHONY: journeys
journeys: install chromium  ## Walk through the pages as people do, in a real Chromium.
	@$(BIN)/python -m pytest tests/journeys -n 0 -m journey

.PHONY: soak
soak: install  ## Run what takes long: kill -9 during a thousand recordings and the like.
	@$(BIN)/python -m pytest -n 0 -m soak

.PHONY: check
check: lint types wheel  ## Check everything that is not a test: style, types, layers, migrations, dead code, the wheel.

.PHONY: lint
lint: install  ## Check style, layers, templates, migrations and dead code.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	git ls-files -z '*/templates/*.html' | xargs -0r $(BIN)/djade --check --target-version 5.2
	$(BIN)/python -m pytest -n 0 tests/guards/test_dead_code.py
	KENTONGAN_HOME=$(CURDIR)/build/nowhere $(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run

.PHONY: types
types: install  ## Check types, strictly.
	$(BIN)/mypy kentongan tests bench conftest.py

.PHONY: wheel
wheel: install  ## Build the wheel, install it somewhere clean, and load three pages from it.
	@.ci/wheel

.PHONY: bench
bench: install  ## Measure what is promised; a table, and bench/results.json.
	@$(BIN)/python -m bench

.PHONY: docs
docs: install  ## Check that the documents say what the code does: links, tables, words.
	@$(BIN)/python -m pytest -n 0 -p no:randomly tests/guards/docs

# --- keeping it -------------------------------------------------------------------

.PHONY: lock
lock: $(STAMPS)/python  ## Resolve the dependencies anew and write the hashed locks.
	@for set in "requirements.txt" "requirements-dev.txt --group dev"; do \
	    $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes \
	        --no-header --no-emit-index-url --no-emit-find-links $(LOCK_OPTIONS) \
	        pyproject.toml -o $$set; \
	done
	@npm install --silent --package-lock-only
	@echo "Locked. Look at the difference before committing it."

.PHONY: words
words: install  ## List phrases that have no translation yet.
	@$(BIN)/python -m kentongan.config.translations --missing

.PHONY: format
format: install  ## Put code and templates into the house style.
	@$(BIN)/ruff check --fix-only -q . && $(BIN)/ruff format -q .
	@git ls-files -z '*/templates/*.html' | xargs -0r $(BIN)/djade --target-version 5.2

.PHONY: clean
clean:  ## Remove what was built; worlds in var stay.
	@rm -rf .venv node_modules dist build .mypy_cache .pytest_cache .ruff_cache \
	    .hypothesis .import_linter_cache kentongan/doors/look/static/look/vendor
	@find kentongan tests bench -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
	@find kentongan -name '*.mo' -delete
