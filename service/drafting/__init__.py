"""Perumusan: the text from the form of its template, its versions and its mode of signing."""
