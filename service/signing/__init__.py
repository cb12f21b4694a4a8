"""Penandatanganan: the event, its slots, the act of signing in three parts, and the archive at the end."""
