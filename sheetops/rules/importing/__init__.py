"""What the platform's exports change in the record."""
