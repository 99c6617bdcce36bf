"""State that is not the record: journal, run ledger, numbers, outbox; on the local disk only.

Delete it and everything that the workbooks say is still true.
"""
