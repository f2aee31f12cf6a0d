"""The web pages of patients, made on the server."""
