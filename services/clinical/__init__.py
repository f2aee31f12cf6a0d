"""The pure clinical core: questionnaire, estimated grades, rules. No database, clock or web."""
