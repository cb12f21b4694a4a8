"""What the public may see: publication as an act, the public copy, the public register and its open data."""
