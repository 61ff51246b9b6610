"""The command line in Dutch: the options that every command has, given before or after its name, and help and usage
errors, for click has no Dutch of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from importlib import import_module
from typing import Any, TypeVar

import click

from strategy.errors import suggest

FORMATS = ("tabel", "json", "csv", "md")
EVERY_FORMAT = (
    *FORMATS, "xlsx", "html", "svg", "png", "pdf", "docx", "pptx", "ics", "github", "gexf", "graphml", "kumu",
    "cytoscape", "popolo", "mermaid", "zip", "parquet",
)  # fmt: skip
CHARTS = ("svg", "png")
"""The forms of a chart."""
BINARY = ("xlsx", "png", "pdf", "docx", "pptx", "zip", "parquet")
"""Forms that only fit in a file."""
FOREIGN = (
    "doc", "docx", "gexf", "gif", "graphml", "ics", "jpeg", "jpg", "mmd", "ods", "odt", "pdf", "ppt", "pptx", "svg",
    "xls",
)  # fmt: skip
"""Endings that promise something other than text: nothing by such a name may turn out to be a plain table."""
ENDINGS: Mapping[str, str] = {"mmd": "mermaid"}
"""Endings that are not the name of their form."""
ENGINES = ("auto", "durable", "clingo", "python")

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True)
class Settings:
    """The options that every command knows, given before or after its name."""

    dossier: str | None = None
    scenario: str | None = None
    day: date | None = None
    engine: str | None = None
    public: bool = False
    format: str | None = None
    out: str | None = None
    force: bool = False
    debug: bool = False
    afresh: bool = False


class Day(click.ParamType):
    """A date on the command line, jjjj-mm-dd."""

    name = "jjjj-mm-dd"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(f'"{value}" is geen datum; schrijf jjjj-mm-dd', param, ctx)


class Filled(click.ParamType):
    """A word that is not empty: `--scenario "$NAAM"` without a name must not quietly mean the dossier itself."""

    name = "woord"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            self.fail("er staat niets achter; vul iets in, of laat de optie weg", param, ctx)
        return str(value)


class Number(click.FloatRange):
    """A number between two others; `nan` is between none, but passes every comparison that click makes."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = float(super().convert(value, param, ctx))
        if number != number:
            self.fail("geen getal", param, ctx)
        return number


_COMMON: Mapping[str, Callable[[Function], Function]] = {
    "dossier": click.option(
        "--dossier",
        type=Filled(),
        metavar="MAP",
        help="Map met dossier.yaml; anders wordt omhoog gezocht, daarna Zaanstad.",
    ),
    "scenario": click.option(
        "--scenario",
        type=Filled(),
        metavar="NAAM",
        help="Reken met dit scenario: een naam, een bestand, of meer met een + ertussen.",
    ),
    "peildatum": click.option("--peildatum", "day", type=Day(), help="Beoordeel alles op deze dag."),
    "engine": click.option(
        "--engine", type=click.Choice(ENGINES), help="Rekenmachine; de uitkomst is dezelfde."
    ),
    "openbaar": click.option(
        "--openbaar", "public", is_flag=True, help="Laat interne feiten weg, met alles wat eruit volgt."
    ),
    "formaat": click.option(
        "--formaat", "format", type=click.Choice(EVERY_FORMAT), help="Vorm van de uitvoer."
    ),
    "uit": click.option(
        "--uit",
        "out",
        type=Filled(),
        metavar="BESTAND",
        help="Schrijf naar een bestand in plaats van het scherm.",
    ),
    "force": click.option(
        "--force", is_flag=True, help="Overschrijf ook een bestand dat krachtenveld niet maakte."
    ),
    "debug": click.option(
        "--debug",
        is_flag=True,
        help="Toon bij een fout de technische details, en welke rekenmachine rekende.",
    ),
    "zonder-geheugen": click.option(
        "--zonder-geheugen",
        "afresh",
        is_flag=True,
        help="Lees en reken alles opnieuw, en bewaar daar niets van.",
    ),
}
"""By name, in the order of the help."""


def common(function: Function) -> Function:
    """Add the common options to a command or to the group."""
    return some(*_COMMON)(function)


def some(*names: str) -> Callable[[Function], Function]:
    """Add the common options of these names, for a command where the others would mean nothing."""

    def add(function: Function) -> Function:
        for name in reversed(names):
            function = _COMMON[name](function)
        return function

    return add


def amount(
    *names: str, help: str, default: int | None = None, least: int = 0, most: int | None = None
) -> Callable[[Function], Function]:
    """An option for how many."""
    kind = click.IntRange(least, most)
    return click.option(*names, type=kind, metavar="AANTAL", default=default, help=help)


def with_settings(
    *forms: str, paper: str = "", no_scenario: str = "", options: Iterable[str] = _COMMON
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the common options to a command, which is called with what they come to, before its own arguments.

    `forms` are those that it has, as for `settings_of`; with `paper` it makes something of that name for elsewhere, as for
    `paper_settings`. `no_scenario` is why `--scenario` means nothing there, where it does not.
    """

    def add(function: Callable[..., None]) -> Callable[..., None]:
        @some(*options)
        @wraps(function)
        @click.pass_context
        def run(ctx: click.Context, /, **given: Any) -> None:
            asked = {name: given.pop(name) for name in Settings.__dataclass_fields__ if name in given}
            if no_scenario:
                without_scenario(ctx, no_scenario)
            known = forms or ("tabel",)
            settings = paper_settings(ctx, asked, known, paper) if paper else settings_of(ctx, asked, known)
            function(settings, **given)

        return run

    return add


def paper_settings(ctx: click.Context, given: dict[str, Any], forms: tuple[str, ...], name: str) -> Settings:
    """The common options of a command that makes something for elsewhere: without `--uit` it goes to `uit/NAME.FORM`.

    The first of `forms` is what it makes when nothing else is said; Markdown may go to the screen. Raises as `settings_of`.
    """
    earlier: Settings = ctx.find_root().obj or Settings()
    form = given["format"] or earlier.format or forms[0]
    if not (given["out"] or earlier.out or form == "md"):
        given = {**given, "out": f"uit/{name}.{form}"}
    settings = settings_of(ctx, given, forms)
    return settings if settings.format else replace(settings, format=forms[0])


def settings_of(ctx: click.Context, given: dict[str, Any], forms: tuple[str, ...] = ("tabel",)) -> Settings:
    """The common options of a command, completed with those given before its name.

    Without `--formaat` the name behind `--uit` tells the form. Raises click.UsageError for a form that the
    command does not have, or that needs a file.
    """
    earlier: Settings = ctx.find_root().obj or Settings()
    settings = replace(earlier, **{name: value for name, value in given.items() if value})
    if settings.format is None and settings.out is not None:
        from pathlib import PurePath

        ending = PurePath(settings.out).suffix.removeprefix(".").lower()
        form = ENDINGS.get(ending, ending)
        if form in forms:
            settings = replace(settings, format=form)
        elif ending in (*BINARY, *FOREIGN):
            text = ", of een naam op .txt" if "tabel" in forms else ""
            raise click.UsageError(
                f"{ctx.info_name} maakt geen .{ending}; kies uit: {', '.join(forms)}{text}"
            )
    if settings.format not in (None, *forms):
        raise click.UsageError(
            f"{ctx.info_name} kent geen --formaat {settings.format}; kies uit: {', '.join(forms)}"
        )
    if settings.format in BINARY and settings.out is None:
        raise click.UsageError(
            f"--formaat {settings.format} past niet op het scherm; noem een bestand met --uit"
        )
    return settings


def without_scenario(ctx: click.Context, why: str) -> None:
    """Refuse `--scenario`, given before or after the command, where it would be ignored. Raises click.UsageError."""
    earlier: Settings = ctx.find_root().obj or Settings()
    if ctx.params.get("scenario") or earlier.scenario:
        raise click.UsageError(f"{ctx.info_name} kent geen --scenario: {why}")


class _Dutch(click.Command):
    """Dutch headings for the help of a command."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        pieces = pieces.replace("[OPTIONS]", "[OPTIES]").replace("[COMMAND] [ARGS]...", "COMMANDO …")
        formatter.write_usage(ctx.command_path, pieces, "Gebruik: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        records = [record for option in options if (record := option.get_help_record(ctx))]
        with formatter.section("Opties"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Toon deze hulp."
        return option


class DutchCommand(_Dutch):
    """A command with Dutch help."""


class DutchGroup(_Dutch, click.Group):
    """A group with Dutch help, which suggests the command that was meant."""

    command_class = DutchCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commando's"):
            formatter.write_dl(
                [(name, self.told(name).get_short_help_str(90)) for name in self.list_commands(ctx)]
            )

    def told(self, name: str) -> click.Command:
        """A command with what the help says of it."""
        return self.commands[name]

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            hint = suggest(args[0], self.commands) or f"kies uit: {', '.join(self.commands)}"
            raise click.UsageError(f'er is geen commando "{args[0]}" – {hint}', ctx)
        return super().resolve_command(ctx, args)


class LateCommands(Mapping[str, click.Command]):
    """Commands by name, each imported when it is asked for: most runs need one, and a list of them needs none."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = dict.fromkeys(names)

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._names:
            raise KeyError(name)
        word = name.replace("-", "_")
        command: click.Command = getattr(import_module(f"commands.{word}"), word)
        return command

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class LateGroup(DutchGroup):
    """A group of which each command is a module of this package, imported when it runs; `told` says of each what it does."""

    def __init__(self, *given: Any, told: Mapping[str, str], **named: Any) -> None:
        super().__init__(*given, **named)
        self._told = told
        self.commands: Any = LateCommands(told)

    def told(self, name: str) -> click.Command:
        return click.Command(name, help=self._told[name])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        named = (name for name in self.commands if name.startswith(incomplete))
        items = [CompletionItem(name, help=self.told(name).get_short_help_str()) for name in named]
        return [*items, *click.Command.shell_complete(self, ctx, incomplete)]


def usage_message(error: click.ClickException) -> str:
    """A click error in Dutch."""
    match error:
        case click.NoSuchOption():
            hint = f"; bedoeld: {', '.join(error.possibilities)}?" if error.possibilities else ""
            return f"de optie {error.option_name} bestaat niet{hint}"
        case click.MissingParameter():
            return f"{_name(error.param)} ontbreekt"
        case click.BadOptionUsage():
            return f"de optie {error.option_name} is niet goed gebruikt: geef één waarde"
        case click.BadParameter():
            return f"de waarde bij {_name(error.param)} klopt niet: {_wanted(error)}"
    if "unexpected extra argument" in error.message:
        return "te veel woorden achter het commando"
    return error.message


def _name(param: click.Parameter | None) -> str:
    """A parameter as the user types it: --top, or ADVIES."""
    if param is None:
        return "een waarde"
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name.strip("[].")


def _wanted(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"kies uit {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        most = "" if kind.max is None else f" tot en met {kind.max}"
        return f"geef een heel getal vanaf {kind.min}{most}"
    if isinstance(kind, click.FloatRange):
        return f"geef een getal van {kind.min:g} tot {kind.max:g}, met een punt"
    return error.message
