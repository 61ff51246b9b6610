"""Words that every answer uses."""

DISCLAIMER = "Krachtenveld adviseert; mensen beslissen."


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: 1 advies, 2 adviezen."""
    return f"{number} {one if number == 1 else many}"
