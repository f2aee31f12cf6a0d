"""Exports of many patients whose files wait sealed in chunks: of units, and of an engine."""
