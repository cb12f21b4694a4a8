"""Tindak lanjut: the PKS clock of an MoU, activities and their evidence, tasks, expiry, and what was signed before."""
