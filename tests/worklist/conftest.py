from __future__ import annotations

from tests.importing.help import read_here

__all__ = ["read_here"]  # a fixture
