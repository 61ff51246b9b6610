"""The register of public organisations as data: which municipality takes part in which arrangement, and what changed."""
