"""The workbench: the whole engine and an editor in one page that needs no network."""
