"""What waits for a second person: seen exactly, approved, refused or taken back (R-AZ-10)."""
