"""The frame around every screen of a session."""

from ui.shell.frame import Shell

__all__ = ["Shell"]
