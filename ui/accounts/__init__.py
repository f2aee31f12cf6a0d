"""The accounts of a centre: who may do what, where they are signed in, and taking that back."""
