"""When each step of a case is due, why, and what comes next."""
