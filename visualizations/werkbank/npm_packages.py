"""The npm packages in the workbench: Python as WebAssembly, and the editor; as `make` fetched them, checked before they go in.

Git does not keep them and the wheel carries them, as with the solver of the explorer. `make` asks here what to fetch before any
package of Python is installed.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from strategy.errors import KrachtenveldError

FOLDER = Path(__file__).parent / "pakketten"
"""Where `npm pack` leaves them; the Makefile fetches what `python -m visualizations.werkbank.npm_packages` names."""
MISSING = "de werkbank heeft onderdelen nodig die hier nog niet staan"
HOW = "met npm op deze computer haalt `make run` ze op; in het pakket (de wheel) zitten ze al"


@dataclass(frozen=True)
class Package:
    """One package of one version, by the integrity that npm states for it."""

    name: str
    version: str
    sha512: str

    @property
    def file(self) -> str:
        """Named as `npm pack` names it."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


PYODIDE, *EDITOR = (
    Package("pyodide", "314.0.7", "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="),
    Package("@marijn/find-cluster-break", "1.0.4", "Wy0V7+SGUjnF9/TkiM1hKVDPj7jKXduPNboMVtHTA8dySMURWqfg/JZ9E2Sq8JgSJmkl7k7Qe9FLeMSrSraWmQ=="),
    Package("@codemirror/state", "6.7.6", "kAz+AncRtKuIknedxT1bq4XwXv4UowhbkHU1myPrtVb/jZtImWuV5BXzv5vK6i3kYACsdiZiQKFQQ5Mq7elW8w=="),
    Package("style-mod", "4.1.5", "WQ2llCZa9sZSkJA+aOwpg5DkfbAXFKGh//t3MRTBeruFiSBC+GXUmbBzrw3bXyboCWAbtCW9InDfBsXrRD/rAg=="),
    Package("w3c-keyname", "2.2.8", "dpojBhNsCNN7T82Tm7k26A6G9ML3NkhDsnw9n/eoxSRlVBB4CEtIQ/KTCLI2Fwf3ataSXRhYFkQi3SlnFwPvPQ=="),
    Package("crelt", "1.0.7", "aK6BbWfhf4U/wCcLHKPJl/xa6VkVstRaPywWtMKGwuOLc/wZTyQYuoxgvZnNsBvv7Kg3YTBQYYBCggcviQczuA=="),
    Package("@codemirror/view", "6.43.15", "HHsfpqFeHyXLs983pSRe38Xajs0vFWZQ2BuX0m7Ki8w3jZ5iD8cuR3lBz2/5/X53Dhf32SBHKh6rtSTB6tKeGw=="),
    Package("@lezer/common", "1.5.5", "Pw7PVCndruF1pb3ebCxpSVpkMHSDjwRCLcTRw+RizUKco5QbWylwq2g4lnG/RYN7yTTQDXE9F77MwtkAyphrjg=="),
    Package("@lezer/highlight", "1.2.5", "O1GMVKgtf5YspFaRzpmqkVgMtIk2HG9uMAbH6wdAIdNh3TVzCsch/+cRi+6l2//UGDKe6NB9BW3cvuR5ezMQ0w=="),
    Package("@lezer/lr", "1.4.12", "On9HU4oMMiHPMkQDgoTnGahjgG5n/MkN38CgG77sMraKLL+3JBbeQNi1FcCXV9QRqwF9/BUXP3caHyJC1fBOTQ=="),
    Package("@lezer/yaml", "1.0.4", "2lrrHqxalACEbxIbsjhqGpSW8kWpUKuY6RHgnSAFZa6qK62wvnPxA8hGOwOoDbwHcOFs5M4o27mjGu+P7TvBmw=="),
    Package("@codemirror/streamparser", "6.0.0", "JTFPF6xrfjt0mnfGPgzcLiMwYmvIyNaoizp8BYzv8FE8KrT6GBGDZ190rtt+O7Wke3gG/MFHyiY9YGNeimof4w=="),
    Package("@codemirror/language", "6.13.1", "zfvU2r3TyylQLMj/te+5CnQ0rSqZi8B1oTCBbQkagcLW4Xc6imab6qN+pEJhsuNOLaJqiRyBXp9UhWA1DhVvDw=="),
    Package("@codemirror/commands", "6.11.1", "O/4hG3SC1YwcmQ0d2UVNDs+AsaNWd1iHVxbTeEBuqH+6bExAiPK3iS/BvpY6rZGURALv4ZD3sIgcCmRvw3ehBg=="),
    Package("@codemirror/autocomplete", "6.20.4", "yF8RhOf2SXlg00+qtupzLhrglcas61boqaONiNcbPIebHCpJocpqTBA6dyrtUrQO47hqyTdeob/3XnYilT7TaQ=="),
    Package("@codemirror/lint", "6.9.8", "qNvtcE73xUto/D1RvtgSRI4A1Hg8ekxlvtZpjHpdpisLBnhyu82EUEJMEgaxkjuQCA8vqnrylENWKOsEDCOHcw=="),
    Package("@codemirror/search", "6.7.2", "gUYkYhT2+n/+VGZ+8EzE5WFkYZUZYm1VOKDudIsNqh42uRVQJ0a6Yss9sdKT3MeOYfuL1N6AZA57oza0Oyr0LA=="),
    Package("@codemirror/lang-yaml", "6.1.3", "AZ8DJBuXGVHybpBQhmZtgew5//4hv3tdkXnr3vDmOUMJRuB6vn/uuwtmTOTlqEaQFg3hQSVeA90NmvIQyUV6FQ=="),
)  # fmt: skip
"""The packages of the editor each after what it uses."""
NPM_PACKAGES = (PYODIDE, *EDITOR)


@dataclass(frozen=True)
class Licence:
    """What may be done with a part, by whose word, and in which words as far as the part carries these."""

    name: str
    version: str
    kind: str
    text: str = ""


@dataclass(frozen=True)
class Parts:
    """The interpreter as npm packed it, in base64; the scripts of the editor by the names they ask each other by."""

    python: str
    python_tar: str
    """SHA-256 of what is in it, unpacked."""
    editor: Mapping[str, str]
    licences: tuple[Licence, ...]


def parts(folder: Path = FOLDER) -> Parts:
    """All of them, checked. Raises KrachtenveldError when one is missing, or is not the one that was tried."""
    missing = [each for each in NPM_PACKAGES if not (folder / each.file).is_file()]
    if missing:
        raise KrachtenveldError(MISSING, HOW)
    packed = {each: _checked(folder / each.file, each) for each in NPM_PACKAGES}
    licences = []
    for each, tar in packed.items():
        about = _about(tar)
        licences.append(Licence(each.name, each.version, str(about["license"]), _licence_text(tar)))
    editor = {each.name: _plain_script(packed[each]) for each in EDITOR}
    python = base64.b64encode((folder / PYODIDE.file).read_bytes()).decode()
    return Parts(python, hashlib.sha256(packed[PYODIDE]).hexdigest(), editor, tuple(licences))


def _checked(path: Path, package: Package) -> bytes:
    """What is packed in a file, as tar."""
    content = path.read_bytes()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != package.sha512:
        raise KrachtenveldError(
            f"{path.name} is niet het pakket waarmee de werkbank is beproefd",
            f"gooi {path} weg; `make run` haalt het opnieuw",
        )
    return gzip.decompress(content)


def _member(tar: bytes, name: str) -> bytes | None:
    """A file of a package; None when it has none of that name."""
    with tarfile.open(fileobj=io.BytesIO(tar)) as members:
        try:
            found = members.extractfile(f"package/{name}")
        except KeyError:
            return None
        return found.read() if found else None


def _about(tar: bytes) -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(_member(tar, "package.json") or b"{}")
    return read


def _plain_script(tar: bytes) -> str:
    """The script for who has no modules: it asks for others by `require`, so no program is needed to join them."""
    name = str(_about(tar)["exports"]["require"]).removeprefix("./")
    return (_member(tar, name) or b"").decode()


def _licence_text(tar: bytes) -> str:
    return (_member(tar, "LICENSE") or b"").decode()


def wanted(folder: Path = FOLDER) -> Iterator[str]:
    """What is still to be fetched, as npm names it."""
    return (f"{each.name}@{each.version}" for each in NPM_PACKAGES if not (folder / each.file).is_file())


if __name__ == "__main__":
    print(*wanted())
