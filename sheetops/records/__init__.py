"""What the shop keeps: the data dictionary, said once, and the records read by it."""
