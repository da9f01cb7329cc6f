"""Damage: the index cannot be used as it is, and is to be rebuilt."""

from __future__ import annotations


class Damaged(Exception):
    """The index is missing, of another version, or not whole; the message says which."""
