"""What is made of all patients of a unit: asked for by two people, made in parts, taken once."""
