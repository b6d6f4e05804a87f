# One word does it all. Settings come from the environment (see README): PORT=8001 VAR_DIR=/some/folder make run

.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
MACHINE := @python3 config/machine.py
PIN := var/lock/bin/pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
ROOMS := config reporting oversight actionplans eqia evidence objectives workforce governance organisation disclosure toolkit

.PHONY: help setup run test check verify format bench assets lock clean

help: ## Show every command
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name words; do printf '%-14s %s\n' "$$name" "$$words"; done

setup: ## Set up everything that running and testing need
	$(MACHINE) setup --tests

run: ## Start the whole product at http://localhost:8000 with the demonstration council
	$(MACHINE) setup
	@exec $(PYTHON) -m config.supervisor

test: ## Run everything: linters, types, contracts, tests on PostgreSQL, journeys in Chromium
	$(MACHINE) setup --tests
	@$(MAKE) --no-print-directory verify
	@exec $(PYTHON) -m pytest --numprocesses=2

check: ## Check format, lint, types and import contracts, in seconds
	$(MACHINE) setup --checks
	@$(MAKE) --no-print-directory verify

verify:
	@$(PYTHON) -m ruff format --check --quiet . || (echo "Some files are not formatted; run: make format" && false)
	@$(PYTHON) -m ruff check --quiet .
	@.venv/bin/djlint --lint --quiet templates $(wildcard */templates)
	@said=$$(.venv/bin/lint-imports 2>&1) || (echo "$$said" && false)
	@.venv/bin/mypy manage.py $(ROOMS)
	@$(PYTHON) manage.py makemigrations --check --dry-run > /dev/null || (echo "A model has changed without a migration; run: .venv/bin/python manage.py makemigrations" && false)

format: ## Put every file into the house's format
	$(MACHINE) setup --checks
	@$(PYTHON) -m ruff check --fix --quiet . ; $(PYTHON) -m ruff format .

bench: ## Measure speed, as ratios
	$(MACHINE) setup --checks
	@exec $(PYTHON) -m tests.bench

assets: ## Compile styles and copy fonts and scripts into static/built
	$(MACHINE) assets

lock: ## Pin and hash the newest versions that requirements/*.in allow (takes some minutes)
	@python3 -m venv --clear var/lock && var/lock/bin/python -m pip install --quiet pip-tools
	@$(PIN) --output-file requirements/test.txt requirements/test.in
	@$(PIN) --constraint requirements/test.txt --output-file requirements/run.txt requirements/run.in

clean: ## Remove what setting up has made; data under var/ stays
	@rm -rf .venv node_modules static/built .mypy_cache .ruff_cache .pytest_cache
