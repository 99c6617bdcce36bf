"""The timetable: which jobs are due when; APScheduler rings, the run ledger decides."""
