"""What leaves the product: reports, and what is made of many patients."""
