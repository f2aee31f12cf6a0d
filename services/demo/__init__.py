"""A demonstration centre: invented people, plausible courses, made through the real service."""
