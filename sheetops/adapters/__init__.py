"""The outside: workbooks, files, processes, mail, the local state, the clock; one door each."""
