"""The clinical record as a tab of the file: read, written down, amended, withdrawn (S-14)."""
