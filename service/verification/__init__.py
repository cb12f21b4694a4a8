"""Verifikasi: what anybody may learn from a paper's code, and whether a file is genuine."""
