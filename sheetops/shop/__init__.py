"""One shop folder opened at one instant: the only wiring between rules and the outside."""

from sheetops.shop.shop import Shop

__all__ = ["Shop"]
