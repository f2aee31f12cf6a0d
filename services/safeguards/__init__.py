"""What takes two people for a whole centre (decision 5): how soon alerts are to be answered."""
