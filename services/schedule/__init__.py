"""When patients are asked, reminded, paused, and what becomes of those who do not answer."""
