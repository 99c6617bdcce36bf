"""The record against the platform against the slip register: what does not agree."""
