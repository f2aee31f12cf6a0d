"""The list of patients: one screen, its head, its table and its states."""
