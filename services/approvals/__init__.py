"""What nobody completes alone: one person asks, another who is entitled decides (R-AZ-10)."""
