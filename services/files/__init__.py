"""Reading a patient's file: its synthesis in one piece, timeline, questionnaires, acts."""
