"""The command line: the same work as the pages do, for the board at its own machine."""

from balint.commands import cli

if __name__ == "__main__":
    cli(prog_name="python -m balint")
