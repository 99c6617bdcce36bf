"""The board and the mails as plain data: figures, lines, score cards."""
