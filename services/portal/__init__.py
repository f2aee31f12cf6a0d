"""The pages of patients: activation, consent, the weekly questionnaire, and what they may see."""
