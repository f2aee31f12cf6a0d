"""What a centre shows for the billing of telemonitoring: months, questionnaires, prescriptions."""
