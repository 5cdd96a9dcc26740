"""The verbs of the command line, by what they work on."""

from balint.commands.frame import cli

__all__ = ["cli"]
