"""The watch over independence: the election calendar, and what a phase asks of agreements with certain partners."""
