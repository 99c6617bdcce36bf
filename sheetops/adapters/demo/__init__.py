"""The demo shop: a month of cases, every mistake a desk makes, and an export in the inbox."""

from sheetops.adapters.demo.shop import OPENING, make_demo_shop

__all__ = ["OPENING", "make_demo_shop"]
