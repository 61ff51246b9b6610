"""Sentences as tokens: plain words, variables, words of closed lists, names and concepts, for any kind of paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

_PIECE = re.compile(r"<(?P<test>\w+):(?P<named>[^|>]*)\|(?P<unnamed>[^>]*)>|\{(?P<field>\w+)\}")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


@dataclass(frozen=True)
class Variable:
    """A letter that stands for one thing throughout a rule."""

    name: str


@dataclass(frozen=True)
class Word:
    """A word of a closed list, or a number: what a rule asks for."""

    text: str


@dataclass(frozen=True)
class Named:
    """The name of something in the dossier, in the place of a variable."""

    text: str


@dataclass(frozen=True)
class Concept:
    """A fact that rules derive; `rule` is the first that does."""

    text: str
    rule: str


Token = str | Variable | Word | Named | Concept
Tokens = tuple[Token, ...]


def fill(template: str, given: Mapping[str, Tokens], otherwise: Callable[[str], str]) -> Tokens:
    """A template with its fields filled in.

    `{veld}` is the value of a field, or `otherwise(veld)` where a pattern leaves it open;
    `<veld:met {veld}|zonder>` chooses between two texts by whether the field is given.
    """
    tokens: list[Token] = []
    end = 0
    for piece in _PIECE.finditer(template):
        tokens.append(template[end : piece.start()])
        end = piece.end()
        if field := piece["field"]:
            tokens.extend(given[field] if field in given else (otherwise(field),))
        else:
            chosen = piece["named"] if piece["test"] in given else piece["unnamed"]
            tokens.extend(fill(chosen, given, otherwise))
    tokens.append(template[end:])
    return tuple(token for token in tokens if token != "")


def listed(items: Iterable[Tokens], last: str = " en ") -> Tokens:
    """Items as people list them: a, b en c."""
    parts = list(items)
    tokens: list[Token] = []
    for place, part in enumerate(parts):
        if place:
            tokens.append(last if place == len(parts) - 1 else ", ")
        tokens.extend(part)
    return tuple(tokens)


def capital(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def plain(tokens: Tokens) -> str:
    """As text without any style."""
    return "".join(
        token
        if isinstance(token, str)
        else token.name
        if isinstance(token, Variable)
        else f"“{token.text}”"
        if isinstance(token, Concept)
        else token.text
        for token in tokens
    )


def markdown(tokens: Tokens) -> str:
    """As Markdown: variables in italics, words in bold."""
    return "".join(map(_markdown, tokens))


def _markdown(token: Token) -> str:
    match token:
        case Variable(name):
            return f"*{name}*"
        case Word(text):
            return f"**{text}**"
        case Concept(text):
            return f"“{text}”"
        case Named(text):
            return escaped(text)
        case str():
            return token
    raise TypeError(token)


def escaped(text: str) -> str:
    """Text from a dossier, in which no sign means anything to Markdown."""
    return _SPECIAL.sub(r"\\\1", text)


def html(tokens: Tokens) -> Markup:
    """As HTML; concepts lead to the rule that derives them."""
    return Markup("").join(map(_html, tokens))


def _html(token: Token) -> Markup:
    match token:
        case Variable(name):
            return Markup("<var>{}</var>").format(name)
        case Word(text):
            return Markup("<b>{}</b>").format(text)
        case Concept(text, rule):
            return Markup('<a href="#{}">“{}”</a>').format(anchor(rule), text)
        case Named(text):
            return escape(text)
        case str():
            return escape(token)
    raise TypeError(token)


def anchor(rule: str) -> str:
    """The place of a rule in a page."""
    return f"regel-{rule}"
