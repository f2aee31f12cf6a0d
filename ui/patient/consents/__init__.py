"""The consents of a patient as a tab of the file, and the invitations to their pages."""
