"""The triage screen: the queue on the left, the alert on the right, and the acts between them."""
