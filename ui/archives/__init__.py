"""The archives: whose follow-up has ended, and who still has to be told."""
