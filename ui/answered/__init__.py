"""What a patient sent, as several screens show it."""
