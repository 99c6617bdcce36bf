"""The layouts of platform exports that sheetops knows, as data: one module for each platform."""

from sheetops.rules.importing.presets.preset import Heading, Preset
from sheetops.rules.importing.presets.tmall import TMALL_REFUND_2016, TMALL_REFUND_2017

PRESETS: tuple[Preset, ...] = (TMALL_REFUND_2016, TMALL_REFUND_2017)
"""Every layout, tried in this order where two fit equally well."""

__all__ = ["PRESETS", "Heading", "Preset"]
