"""Sijari: making, signing, keeping and living up to cooperation agreements."""

__version__ = "0.1.0"
