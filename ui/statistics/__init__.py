"""The statistics of the centre, for whoever leads it."""
