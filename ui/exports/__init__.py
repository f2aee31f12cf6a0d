"""The exports of whoever is signed in: asked for, followed, saved (screens.md 3.8)."""
