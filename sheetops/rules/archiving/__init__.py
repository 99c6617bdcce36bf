"""When a closed case leaves the people's books, and when its personal data is removed."""
