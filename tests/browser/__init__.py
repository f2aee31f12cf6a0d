"""The pages of patients in the browser of this machine."""
