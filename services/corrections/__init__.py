"""Who a patient is and how they are reached, put right: what is proven no more is an alert."""
