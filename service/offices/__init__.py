"""Bawaslu offices and their tree, partners, and who signs for each of them."""
