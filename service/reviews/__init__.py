"""Reviewing agreements against the regulation, and deciding what becomes of those that end."""
