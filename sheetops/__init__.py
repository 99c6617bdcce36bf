"""sheetops keeps a shop's after-sales workbooks dependable while people go on working in Excel."""

__version__ = "0.1.0"
