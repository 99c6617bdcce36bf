"""Workbooks: read fast, edited without loss, published safely, built beautifully."""
