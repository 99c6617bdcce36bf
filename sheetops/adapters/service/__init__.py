"""What makes a machine run a shop by itself: systemd units, or a Windows task."""

from sheetops.adapters.service.definition import Definition, Mode, Step, System, this_system
from sheetops.adapters.service.installing import install, planned, uninstall

__all__ = [
    "Definition",
    "Mode",
    "Step",
    "System",
    "install",
    "planned",
    "this_system",
    "uninstall",
]
