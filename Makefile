# make run     start GovRules with the demo (PORT=8001, HOST=0.0.0.0, AS_OF=2026-06-01, GOVRULES_VAR=/srv/govrules)
# make test    the whole suite on SQLite
# make check   linters and checks
# make reset   throw the demo's data away
PYTHON ?= python3
GOVRULES_DEMO ?= 1
export GOVRULES_DEMO
IN_VENV := .venv/bin/python
TESTS ?=
WORKERS ?= 2

.PHONY: run test check reset python

run: python
	@$(PYTHON) -m govrules.launch.bootstrap run
	@exec $(IN_VENV) -m govrules.launch

test: python
	@$(PYTHON) -m govrules.launch.bootstrap test
	@$(IN_VENV) -m govrules.launch.setup
	@exec $(IN_VENV) -m pytest -n $(WORKERS) --dist loadgroup $(TESTS)

check: python
	@$(PYTHON) -m govrules.launch.bootstrap test
	@exec bash .ci/checks

reset:
	@rm -rf $${GOVRULES_VAR:-var}/data $${GOVRULES_VAR:-var}/log
	@echo "数据已清除；make run 会重新装入演示数据。"

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "需要 Python 3.11 或更新的版本：请先安装，或指明它在哪里，例如 make run PYTHON=python3.12"; exit 1; }
