# Kept plain, for the Make 3.81 that macOS ships; the work is done by scripts/.
.PHONY: help run demo test faults bench lighthouse effort screenshots check serve lock release

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

run: ## the site on http://127.0.0.1:8000 (PORT=8001 for another port)
	@scripts/bootstrap runtime
	@.venv/bin/python -m regelruimte.server --development

demo: ## the same, filled with sample proposals, in its own instance/demo
	@scripts/bootstrap runtime
	@scripts/demo

test: ## all tests (REQUIRE_ALL=1 fails instead of skips; ARGS= goes to pytest)
	@scripts/bootstrap dev
	@scripts/test $(ARGS)

faults: ## the long run of kills, races, bad mail servers and browsers (an hour or so; SEED= repeats one)
	@scripts/bootstrap dev
	@FAULTS=long .venv/bin/python -m pytest -m "faults or seldom" -s

bench: ## what a journey costs beside a plain form, and lists of up to a million (ROWS=1000 for a quick one)
	@scripts/bootstrap dev
	@.venv/bin/python -m tests.bench --rows $(or $(ROWS),1000000) --json instance/bench.json

lighthouse: ## what Lighthouse says of the call, the check and a step (needs npm and Chromium)
	@scripts/bootstrap dev
	@.venv/bin/python -m tests.bench.lighthouse

effort: ## what the form asks of an applicant: questions, words, clicks, minutes (needs Chromium; SAMPLES="1 3" for some)
	@scripts/bootstrap dev
	@.venv/bin/python -m tests.bench.effort $(if $(SAMPLES),--samples $(SAMPLES)) --json instance/effort.json

screenshots: ## every page in every look, in instance/screenshots (needs Chromium)
	@scripts/bootstrap dev
	@.venv/bin/python -m tests.browser.screenshots instance/screenshots

check: ## lint, format, types, layers, dependency audit
	@scripts/bootstrap dev
	@scripts/check

serve: ## production: the web server and the mailer
	@scripts/bootstrap runtime
	@.venv/bin/python -m regelruimte.server

lock: ## remake requirements/*.txt from pyproject.toml (needs uv)
	@scripts/lock

release: ## the sources, their hash and what they are made of, in dist/ (says what stands in the way)
	@scripts/bootstrap dev
	@.venv/bin/python scripts/release.py
