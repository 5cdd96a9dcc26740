# Nothing here needs root: packages go into .venv, the database into var/. (`make test` asks
# Debian for Chromium where it may, and says which command to run where it may not.)
.POSIX:
.SUFFIXES:

# Python compiles a library once and keeps that, also where the machine tells it not to.
python = PYTHONDONTWRITEBYTECODE= .venv/bin/python

# Start the app on 127.0.0.1, port $PORT or 8501, with a new database if there is none. Whoever
# opens it on this machine is the board.
run: .venv/ready-to-run
	@$(python) -m balint serve --board-without-sign-in

# Everything but the long tests, a real browser included; each file's tests stay together. Three
# files at a time: a third of a file's time is waiting, for the disk or for the browser. In the
# order of their folders: else the long files with few tests would come last.
test: .venv/ready-to-test
	@sh tools/find_chromium.sh
	@$(python) -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

# The long tests: fuzzing, attacks, every screenshot.
soak: .venv/ready-to-test
	@sh tools/find_chromium.sh
	@$(python) -m pytest -m soak --timeout 0

# Format, lint, types, queries, words: runs all, then says how many failed.
check: .venv/ready-to-test
	@$(python) -m tools.check

# Known weaknesses in what `make run` installs. Asks the network, so no part of `make check`.
audit: .venv/ready-to-audit
	@$(python) -m tools.audit

# Every page and every figure, in each language, width and theme, into build/screenshots/.
screenshots: .venv/ready-to-test
	@sh tools/find_chromium.sh
	@$(python) -m tools.screenshots

# Pages and intake, each beside a floor taken in the same run, and a hall full of phones.
benchmark: .venv/ready-to-test
	@$(python) -m benchmarks.pages
	@$(python) -m benchmarks.intake
	@$(python) -m benchmarks.phones

# The picture in the README.
readme-picture: .venv/ready-to-test
	@sh tools/find_chromium.sh
	@$(python) -m tools.screenshots --readme

.PHONY: run test soak check audit benchmark screenshots readme-picture

.venv/ready-to-run: requirements.txt
	@sh tools/make_venv.sh requirements.txt
	@touch .venv/ready-to-run

.venv/ready-to-test: requirements.txt requirements-test.txt
	@sh tools/make_venv.sh requirements-test.txt
	@touch .venv/ready-to-run .venv/ready-to-test

.venv/ready-to-audit: requirements.txt requirements-audit.txt
	@sh tools/make_venv.sh requirements-audit.txt || { \
		echo 'The audit could not be made: pip-audit could not be installed.'; exit 2; }
	@touch .venv/ready-to-run .venv/ready-to-audit
