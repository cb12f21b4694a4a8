"""Pembahasan: remarks of both sides, comparison of versions, and the minutes of the meeting."""
