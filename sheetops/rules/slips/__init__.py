"""Return and exchange slips, their stock, and the replies that go with them."""
