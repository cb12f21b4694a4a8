"""A simulated year of the offices, against a table typed by hand."""
