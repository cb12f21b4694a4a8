"""Prospects: institutions an office explores as partners, and the kinds of partners it has no agreement with."""
