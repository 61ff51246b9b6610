"""Help and usage errors of the command line in Dutch; click has no Dutch of its own."""

from __future__ import annotations

from typing import Any

import click

from strategy.errors import suggest


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
                [(name, command.get_short_help_str(90)) for name, command in self.commands.items()]
            )

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            hint = suggest(args[0], self.commands) or f"kies uit: {', '.join(self.commands)}"
            raise click.UsageError(f'er is geen commando "{args[0]}" – {hint}', ctx)
        return super().resolve_command(ctx, args)


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
