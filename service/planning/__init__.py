"""Perencanaan: need, scope, what each side gives, the two checks, and the consultation of the level above."""
