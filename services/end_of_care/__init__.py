"""The report that is made when a follow-up ends, for who prescribed it and for the patient."""
