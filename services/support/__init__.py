"""Help with the product: requests, answers and their history, without anything of a patient."""
