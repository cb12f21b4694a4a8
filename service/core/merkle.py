"""A Merkle tree over texts in a given order, as in RFC 6962: one root for all, a short path for each."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A step from a leaf towards the root: the neighbour's hash (hex) and on which side it stands."""

    hash: str
    is_left: bool


def leaf_hash(text: str) -> str:
    """The hash of a leaf; its first byte keeps a leaf from passing as a node."""
    return hashlib.sha256(b"\x00" + text.encode()).hexdigest()


def node_hash(left: str, right: str) -> str:
    """The hash of two neighbours together."""
    return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def root(leaves: Sequence[str]) -> str:
    """The root over the hashes of leaves."""
    if not leaves:
        return hashlib.sha256(b"").hexdigest()
    level = list(leaves)
    while len(level) > 1:
        level = _above(level)
    return level[0]


def path(leaves: Sequence[str], place: int) -> list[Step]:
    """The steps from the leaf at a place to the root."""
    level, steps = list(leaves), []
    while len(level) > 1:
        neighbour = place ^ 1
        if neighbour < len(level):
            steps.append(Step(level[neighbour], is_left=neighbour < place))
        level, place = _above(level), place // 2
    return steps


def climb(leaf: str, steps: Sequence[Step]) -> str:
    """The root that a leaf and its steps lead to."""
    for step in steps:
        leaf = node_hash(step.hash, leaf) if step.is_left else node_hash(leaf, step.hash)
    return leaf


def _above(level: list[str]) -> list[str]:
    """The next level; a hash without a neighbour goes up as it is, which gives the tree of RFC 6962."""
    return [
        node_hash(level[place], level[place + 1]) if place + 1 < len(level) else level[place]
        for place in range(0, len(level), 2)
    ]
