"""What nobody should have to type."""
