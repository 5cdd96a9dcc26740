# Nothing here needs root: packages go into .venv, the database into var/. (`make test` asks
# Debian for Chromium where it may, and says which command to run where it may not.)
.POSIX:
.SUFFIXES:

# Python compiles a library once and keeps that, also where the machine tells it not to.
python = PYTHONDONTWRITEBYTECODE= .venv/bin/python

# Start the app on 127.0.0.1, port $PORT or 8501, with a new database if there is none.
run: .venv/ready-to-run
	@$(python) -m balint serve

# Everything but the long tests, a real browser included; each file's tests stay together.
test: .venv/ready-to-test
	@sh tools/find_chromium.sh
	@$(python) -m pytest --numprocesses 2 --dist loadfile

# The long tests: fuzzing, attacks, every screenshot.
soak: .venv/ready-to-test
	@sh tools/find_chromium.sh
	@$(python) -m pytest -m soak

# Format, lint, types, queries, words: runs all, then says how many failed.
check: .venv/ready-to-test
	@$(python) -m tools.check

# Every page, language, width and theme into build/screenshots/.
screenshots: .venv/ready-to-test
	@sh tools/find_chromium.sh
	@$(python) -m tools.screenshots

# Pages and intake, each beside a floor taken in the same run.
benchmark: .venv/ready-to-test
	@$(python) -m benchmarks.pages
	@$(python) -m benchmarks.intake

# The picture in the README.
readme-picture: .venv/ready-to-test
	@sh tools/find_chromium.sh
	@$(python) -m tools.screenshots --readme

.PHONY: run test soak check benchmark screenshots readme-picture

.venv/ready-to-run: requirements.txt
	@sh tools/make_venv.sh requirements.txt
	@touch .venv/ready-to-run

.venv/ready-to-test: requirements.txt requirements-test.txt
	@sh tools/make_venv.sh requirements-test.txt
	@touch .venv/ready-to-run .venv/ready-to-test
