"""The time machine: what cases would have been told, and due when, under another handbook."""
