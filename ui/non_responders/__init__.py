"""The silent patients: one screen, its head, its table, its acts and its states."""
