# Two commands matter: `make demo` and `make test`. Both need Python 3.11 or newer, and nothing else.
SHELL := /bin/sh
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
.PHONY: help demo test check run install install-dev

# The first of these that is new enough; scripts/install.py says so if none is.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done || echo python3)
PORT ?= 8000
export PORT
PY := .venv/bin/python
SECRET := SECRET_KEY_FILE=$(CURDIR)/var/secret_key
# What `check --deploy` looks at: production, over https.
PRODUCTION := DEBUG=0 SITE_URL=https://briefs.example.org SECRET_KEY_FILE=$(CURDIR)/var/secret_key

help: ## What there is
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST)

demo: install var/secret_key ## Load the seeds and serve the site on http://127.0.0.1:8000 (PORT=… for another port)
	@$(SECRET) exec $(PY) scripts/demo.py

test: install-dev ## Run the whole suite (on SQLite, or on the database that DATABASE_URL names)
	@$(PY) -m pytest -q -n 2 --dist worksteal

run: install var/secret_key ## Serve with error pages and autoreload, for development
	@DEBUG=1 $(SECRET) $(PY) manage.py migrate --verbosity 0
	@DEBUG=1 $(SECRET) exec $(PY) manage.py runserver 127.0.0.1:$(PORT)

check: install-dev var/secret_key ## Linters, types, import contracts, migrations, deployment settings
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	find briefs config tests -name '*.py' -exec $(PY) -m django_upgrade --target-version 5.2 {} +
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo
	$(PRODUCTION) $(PY) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

install:
	@$(or $(PYTHON),python3) scripts/install.py base

install-dev:
	@$(or $(PYTHON),python3) scripts/install.py dev

var/secret_key:
	@{ mkdir -p var && umask 077 && \
		$(or $(PYTHON),python3) -c "import secrets; print(secrets.token_urlsafe(50))" > $@; } 2>/dev/null || \
		{ echo "error: $@ can't be written. Make var/ a directory that this user may write to."; exit 1; }
