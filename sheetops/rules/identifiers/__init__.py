"""Numbers that Excel has damaged: what is left of them, and what they are proven to have been."""
