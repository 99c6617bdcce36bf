"""What LibreOffice reads from a workbook before and after an edit."""
