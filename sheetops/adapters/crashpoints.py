"""Named places at which a test may break a run off, as a crash would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Hook = Callable[[str], None]

_hook: Hook | None = None


def crashpoint(name: str) -> None:
    """Tell the armed hook that the run has come to `name`; without a hook nothing happens."""
    if _hook is not None:
        _hook(name)


@contextmanager
def armed(hook: Hook) -> Iterator[None]:
    """Call `hook` at every crash point inside the block; it breaks the run off by raising."""
    global _hook
    before, _hook = _hook, hook
    try:
        yield
    finally:
        _hook = before
