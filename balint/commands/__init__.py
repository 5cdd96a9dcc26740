"""Every verb of the command line, by what it works on."""

from balint.commands import figures, forms, rounds, server
from balint.commands.frame import cli

__all__ = ["cli", "figures", "forms", "rounds", "server"]
