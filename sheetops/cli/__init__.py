"""The command line: arguments, one call on the shop, words, an exit code."""
