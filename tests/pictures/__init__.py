"""Pictures of every screen and state on invented patients, for the guides and for looking at."""
