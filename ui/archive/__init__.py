"""The end of a follow-up, asked for over whatever screen."""
