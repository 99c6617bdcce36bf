"""What the pictures on the sheets say: whose they are, which are wrong, which stand twice."""
