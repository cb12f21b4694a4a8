"""Seals and signatures on papers: prepare, sign in two steps, archive, judge. The only folder that knows pyHanko."""
