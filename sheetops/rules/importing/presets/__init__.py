"""The layouts of exports that sheetops knows, as data: one module for each source."""

from sheetops.rules.importing.presets import (
    elsewhere,
    jushuitan,
    other_erps,
    taobao_orders,
    tmall,
)
from sheetops.rules.importing.presets.preset import Heading, Preset, Purpose

PRESETS: tuple[Preset, ...] = (
    *tmall.PRESETS,
    *taobao_orders.PRESETS,
    *jushuitan.PRESETS,
    *other_erps.PRESETS,
    *elsewhere.PRESETS,
)
"""Every layout, tried in this order where two fit equally well."""

__all__ = ["PRESETS", "Heading", "Preset", "Purpose"]
