"""The worker processes: claim, run, record."""
