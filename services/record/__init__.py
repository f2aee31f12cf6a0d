"""The clinical record: facts of a patient that the team writes down, amended and never deleted."""
