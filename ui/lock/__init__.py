"""The locked screen: who locked it, what waits, and a field to come back."""
