# make map: the map. make test: the tests. Both make their own environment in .venv/.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
WEB := src/mapper/web
NPM := $(BIN)/python hatch_build.py
# What fails is tried once more: a driver on a virtual screen loses a click now and then.
WAY := xvfb-run -a -s "-screen 0 1600x1200x24" $(BIN)/python -m pytest -n 2 --dist loadgroup tests/browsers/way.py
SOURCES := $(shell find $(WEB)/src $(WEB)/css $(WEB)/build.js $(WEB)/lend.js $(WEB)/package-lock.json -type f 2>/dev/null)

.PHONY: map test check lint types typescript properties fuzz a11y steps browsers transcripts bench screenshot lock schema contract clean help

help: ## say what there is to make
	@grep -E '^[a-z0-9]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

map: $(WEB)/dist/mapper.js ## build the map into site/
	@$(BIN)/mapper build
	@echo "(the command needs the environment: source $(BIN)/activate)"

test: $(VENV)/dev $(WEB)/dist/mapper.js ## run everything: checks, TypeScript, Python, the browser
	@$(BIN)/python tools/browser.py
	@$(MAKE) --no-print-directory --jobs 2 lint types typescript
	$(BIN)/python -m pytest -n 2 --dist loadfile

check: lint types ## lint and type-check Python and TypeScript, and hold the folders to their order

lint: $(VENV)/dev $(WEB)/dist/mapper.js
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(NPM) run check --silent

types: $(VENV)/dev
	$(BIN)/mypy

typescript: $(VENV)/dev $(WEB)/dist/mapper.js
	$(NPM) test

properties: $(VENV)/dev $(WEB)/dist/mapper.js ## try what must always hold on 2,000 fresh random cases (the suite samples a fixed 100)
	$(BIN)/python -m pytest -m hypothesis --hypothesis-profile properties

fuzz: $(VENV)/dev $(WEB)/dist/mapper.js ## try CASES=20000 damaged and odd inputs, the same each time (the suite samples some 300)
	@$(BIN)/python tools/browser.py
	$(BIN)/python tests/fuzz/fuzz.py $(or $(CASES),20000)

a11y: $(VENV)/dev $(WEB)/dist/mapper.js ## audit every state at every width, theme and direction (the suite samples them)
	@$(BIN)/python tools/browser.py
	$(BIN)/python -m pytest -n 2 tests/browser/a11y_matrix.py

transcripts: $(VENV)/dev $(WEB)/dist/mapper.js ## write what a screen reader says of the page anew, to be read (the suite compares)
	@$(BIN)/python tools/browser.py
	TRANSCRIPTS=anew $(BIN)/python -m pytest -q tests/browser/test_spoken.py

browsers: $(VENV)/dev $(WEB)/dist/mapper.js tools/cache/old_chromium ## go a reader's whole way in Firefox, WebKitGTK and old Chromiums
	@command -v xvfb-run >/dev/null || { echo "No screen to draw on: sudo apt-get install firefox-esr webkit2gtk-driver xvfb"; exit 1; }
	$(WAY) || $(WAY) --last-failed

# 100 MB, once.
tools/cache/old_chromium: tools/old_chromium/package-lock.json tools/old_chromium/unpack.js $(VENV)/map
	$(NPM) --prefix $(CURDIR)/tools/old_chromium ci --legacy-peer-deps --ignore-scripts --no-audit --no-fund --silent
	$(NPM) --prefix $(CURDIR)/tools/old_chromium run unpack --silent
	@touch $@

steps: $(VENV)/dev $(WEB)/dist/mapper.js ## open every step of the story cold, in every language, wide and narrow (the suite samples them)
	@$(BIN)/python tools/browser.py
	$(BIN)/python -m pytest -n 2 tests/browser/story/steps_matrix.py

bench: $(VENV)/dev $(WEB)/dist/mapper.js ## measure against a plain folium page and geopandas.explore()
	@$(BIN)/python tools/browser.py
	$(BIN)/python bench/bench.py

# Pillow is needed for this alone: it is kept out of the environment.
screenshot: $(VENV)/dev map ## take the picture of the README anew
	@$(BIN)/python tools/browser.py
	$(PIP) install -q --upgrade --target tools/cache/pillow $$(grep '^pillow==' tools/requirements.txt)
	PYTHONPATH=tools/cache/pillow $(BIN)/python tools/screenshot.py

$(VENV)/map: locks/map.txt pyproject.toml hatch_build.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install -q --require-hashes -r locks/map.txt
	$(PIP) install -q --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: locks/dev.txt $(VENV)/map
	$(PIP) install -q --require-hashes -r locks/dev.txt
	@touch $@

# The editable install above builds the bundle; this rebuilds it when a file of the viewer is newer.
$(WEB)/dist/mapper.js: $(VENV)/map $(SOURCES)
	$(NPM) ci --ignore-scripts --no-audit --no-fund --silent
	$(NPM) run build --silent
	@touch $@

lock: ## pin the dependencies anew (needs uv)
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group build -o locks/map.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml --group build --group test --group check --group notebook -c locks/map.txt -o locks/dev.txt

schema: $(VENV)/map ## write the manifest's JSON Schema anew
	$(BIN)/python -c "import json, mapper.model.manifest as m; print(json.dumps(m.json_schema(), indent=2))" > src/mapper/model/atlas.schema.json

contract: $(WEB)/dist/mapper.js ## write the viewer's types of what the page sends anew
	$(BIN)/python -c "import json, mapper.page.contract_schema as c; print(json.dumps(c.json_schema()))" | $(NPM) run contract --silent > $(WEB)/.payload.draft
	mv $(WEB)/.payload.draft $(WEB)/src/payload.ts

clean: ## take away what was built, but not the environment
	rm -rf $(WEB)/dist site/index.html site/lessons site/built.json
