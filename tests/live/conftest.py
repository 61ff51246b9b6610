"""A stand-in for the explorer, and a copy of the dossier that is watched."""

from __future__ import annotations
