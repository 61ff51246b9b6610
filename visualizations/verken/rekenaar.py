"""The solver that a page may carry: HiGHS as WebAssembly, the npm package as `make` fetched it, checked before it goes in.

Without it a page shows the divisions that were worked out beforehand, and says so.
"""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from strategy.errors import KrachtenveldError

PACKAGE = Path(__file__).parent / "highs-1.15.3.tgz"
"""Named as `npm pack` names it; the Makefile fetches this version."""
_SHA512 = "5rzjBlAkqRxr7FOv+iZjxF8nNfKsEt8uOaP3S6gls6yRf4+Jv4BqBIE3iPFsgfOHutQBMNxRE9jWhxRAM7Oycw=="
"""As npm writes the integrity of a package."""


def solver(package: Path = PACKAGE) -> str | None:
    """The package in base64, as a whole: the page unpacks it. None where it was not fetched.

    Raises KrachtenveldError for any other file than the one that was tried.
    """
    if not package.exists():
        return None
    content = package.read_bytes()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != _SHA512:
        raise KrachtenveldError(
            f"{package.name} is niet het pakket waarmee de verkenner is beproefd",
            f"gooi {package} weg; `make run` haalt het opnieuw",
        )
    return base64.b64encode(content).decode()
