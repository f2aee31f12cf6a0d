"""The file of one patient: banner, synthesis, timeline, questionnaires, acts (screens.md 3.3)."""
