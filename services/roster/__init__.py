"""The patients of a care team as a list, and found again by what somebody types."""
