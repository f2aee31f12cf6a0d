"""A questionnaire that is filled in with the patient on the telephone."""
