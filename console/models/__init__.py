"""Item models: a store as a Qt view wants to read it."""
