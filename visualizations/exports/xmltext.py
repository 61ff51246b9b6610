"""XML as a text file: declaration, our mark as a comment, and one element per line."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from visualizations.output import MARK


def document(root: ET.Element) -> str:
    """The whole document. What it holds must be clean: ElementTree writes what XML refuses as it is."""
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- {MARK} -->\n{body}\n'
