"""The settings screen: what a person may choose, applied at once."""
