"""What the handbook says of a case, and on which rows that rests."""
