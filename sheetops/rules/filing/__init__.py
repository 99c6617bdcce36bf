"""The filing log: what is filed, how the rows are chained, what can be wrong with them."""
