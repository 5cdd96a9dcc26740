"""Balint i siffror: the Swedish Balint movement in figures."""

__version__ = "0.1.0"
