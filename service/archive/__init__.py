"""Backup and restore, fixity, evidence, retention."""
