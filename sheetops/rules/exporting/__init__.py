"""What others get to see of the shop's record, and how it survives the programs they open it in."""
