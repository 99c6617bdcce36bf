"""Takes the commands out of a page, and tells whether what they print is what the page shows.

In what is shown a number stands for any number, `…` for anything within a line, and a line that is
`…` alone for any lines.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_NUMBER = re.compile(r"\d+")
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True)
class Shown:
    """A command as the page shows it, and what it says that the command prints."""

    command: str
    output: tuple[str, ...]

    def fits(self, printed: str) -> bool:
        """Return whether what was printed is what is shown."""
        lines = [squeezed(line) for line in printed.splitlines()]
        pattern = "".join(map(_pattern, (line for line in map(squeezed, self.output) if line)))
        return re.fullmatch(pattern, "".join(f"{line}\n" for line in lines if line)) is not None


def squeezed(line: str) -> str:
    """Return the line without colours, and with one space where there are several."""
    return " ".join(_COLOUR.sub("", line).split())


def blocks(page: str, kind: str) -> list[str]:
    """Return the text of each fenced block of this kind."""
    return [text for found, text in _BLOCK.findall(page) if found == kind]


def shown_commands(page: str) -> Iterator[Shown]:
    """Yield the commands of the page's `console` blocks, in their order."""
    for text in blocks(page, "console"):
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, *output = part.splitlines()
            yield Shown(command, tuple(output))


def _pattern(line: str) -> str:
    if line == "…":
        return r"(?:.*\n)*?"
    return _NUMBER.sub(r"\\d+", ".*?".join(map(re.escape, line.split("…")))) + r"\n"
