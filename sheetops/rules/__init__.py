"""Decisions: pure functions of the records, the handbook and the instant."""
