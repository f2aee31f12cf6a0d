"""Who takes messages: a mail server, an SMS provider, a folder."""
