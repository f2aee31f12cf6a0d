"""The right pane: whose alert it is, why it fired, what was answered, what was done."""
