"""Every kind of problem that reading and checking can find, by idea, in both languages."""
