"""Messages to patients: posted with what they tell, sent by due work, followed to their end."""
