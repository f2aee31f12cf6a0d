"""Schema migrations; each file stands alone and imports nothing of ours."""
