"""Renders mails from templates: the shop's own file first, then the one that sheetops ships."""

import re
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath

from jinja2 import FunctionLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from sheetops.adapters.shipped import find
from sheetops.errors import JobFailed
from sheetops.records import palette
from sheetops.records.text import Language, Text
from sheetops.rules.reporting.charts import Chart

_MISTAKES = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What filling a template can raise when the template asks for something that cannot be done."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A mail in words; the subject is one line."""

    subject: str
    text: str
    html: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """Content ID → PNG, for the pictures that the HTML shows."""


def render_mail(
    name: str, context: Mapping[str, object], language: Language, shop: Path | None = None
) -> Rendered:
    """Return the mail `name` (e.g. `daily`) filled with `context`.

    Three templates make it: `templates/mail/NAME/LANGUAGE/subject.txt`, `body.txt`, `body.html`,
    looked for in the `shop` folder first. JobFailed, with file and line, for one with a mistake.
    A template shows a chart of its context by `picture(chart)`, which is a `cid:` address.
    """
    pictures: dict[str, bytes] = {}
    environment = _environment(shop, pictures)
    folder = f"mail/{name}/{language}"
    subject, text, html = (
        _render(environment, f"{folder}/{part}", {**context, "language": language})
        for part in ("subject.txt", "body.txt", "body.html")
    )
    subject = " ".join(subject.split())
    text = re.sub(r"\n{3,}", "\n\n", text.strip()) + "\n"  # where a section had nothing to say
    return Rendered(subject, text, html.strip() + "\n", pictures)


def _environment(shop: Path | None, pictures: dict[str, bytes]) -> SandboxedEnvironment:
    """Return a Jinja environment in which an unknown name is a mistake and HTML is escaped."""
    environment = SandboxedEnvironment(
        loader=FunctionLoader(lambda name: _load(name, shop)),
        autoescape=lambda name: bool(name and name.endswith(".html")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["picture"] = partial(_show, pictures)
    environment.globals["colour"] = {
        name.lower(): f"#{value}"
        for name, value in vars(palette).items()
        if name.isupper() and isinstance(value, str) and len(value) == 6
    }
    return environment


def _show(pictures: dict[str, bytes], chart: Chart) -> str:
    """Put the picture of `chart` among those of the mail; return the address that shows it."""
    from sheetops.adapters.mail_charts import draw_chart

    cid = f"{chart.name}@sheetops"
    if cid not in pictures:
        pictures[cid] = draw_chart(chart)
    return f"cid:{cid}"


def _load(name: str, shop: Path | None) -> tuple[str, str, None] | None:
    """Return source, file name and None (never stale); None where there is no such template."""
    if ".." in PurePosixPath(name).parts:
        return None
    try:
        path = find("templates", name, shop)
        return path.read_text("utf-8-sig"), str(path), None
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(name, None, str(error)) from error


def _render(environment: SandboxedEnvironment, name: str, context: Mapping[str, object]) -> str:
    try:
        return environment.get_template(name).render(context)
    except TemplateSyntaxError as error:
        raise _broken(error.filename or name, error.lineno, error.message or "") from error
    except TemplateNotFound as error:
        raise _broken(str(error.name or name), None, "missing") from error
    except _MISTAKES as error:
        file, line = _where(error, name)
        raise _broken(file, line, str(error)) from error


def _where(error: Exception, name: str) -> tuple[str, int | None]:
    """Return template and line of a mistake that shows only when the template is filled."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.filename.endswith((".txt", ".html")):
            return frame.filename, frame.lineno
    return name, None


def _broken(file: str, line: int | None, why: str) -> JobFailed:
    zh = f"第 {line} 行" if line else ""
    en = f", line {line}" if line else ""
    return JobFailed(
        Text(
            f"邮件模板有误：{file}{zh}（{why}）。",
            f"A mail template has a mistake: {file}{en} ({why}).",
        ),
        Text(
            "请改正该行；删去店铺文件夹里的模板，就会用回自带的模板。",
            "Mend that line, or remove the shop's own template to use the shipped one.",
        ),
    )
