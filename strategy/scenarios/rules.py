"""From the section `regels` of an overlay to changes: rules that weigh otherwise, are off, on, or new."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.dossier.fields import Number
from strategy.dossier.keys import recognised
from strategy.dossier.register import Register
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Node, Scalar, Sequence
from strategy.rulebook.ast import Rule
from strategy.rulebook.compile import add_rules
from strategy.rulebook.parse import LARGEST_POINTS, RuleParser
from strategy.scenarios.changes import ACTIVE, ADDED, RULE, Change
from strategy.scenarios.parts import OverlayParts


class RuleChanges(OverlayParts):
    """Reads what an overlay says about rules."""

    def rule(self, name: Scalar, body: MappingNode) -> Iterator[Change]:
        """The changes of one rule that there is, on or off."""
        rules = {rule.id: rule for rule in self.rulebook.every}
        rule = rules.get(name.text)
        if rule is None:
            self.unknown(RULE, name, rules)
            return
        known, _ = recognised(body, ("punten", ACTIVE), self.reader.report)
        for key, child in known.items:
            if key.text == ACTIVE:
                yield from self.switch(RULE, rule.id, child, rule in self.rulebook.rules)
            else:
                yield from self._points(rule, child)

    def _points(self, rule: Rule, node: Node) -> Iterator[Change]:
        points = self.value(node, Number(-LARGEST_POINTS, LARGEST_POINTS))
        if points is None:
            return
        if rule.points == 0 or (points > 0) != (rule.points > 0):
            message = (
                f'de regel "{rule.id}" heeft geen {"punten" if rule.points == 0 else "punten met dit teken"}'
            )
            fix = "zet haar uit met `actief: uit`" if rule.points == 0 else "houd het teken gelijk"
            self.reader.report(node.span, "punten", message, f"{fix}, of kies een andere regel")
        elif points == rule.points:
            self.idle(node.span, f'de regel "{rule.id}" heeft al {points:g} punten')
        else:
            yield Change(RULE, rule.id, "punten", "wordt", float(points), node.span, self.origin(node))

    def new_rules(self, node: Sequence) -> Iterator[Change]:
        """The rules that an overlay brings, written and checked as those in a rule file."""
        parser = RuleParser(self.reader.file, "\n".join(self.reader.lines))
        rules = parser.listed(node)
        if not rules:
            self.reader.findings.extend(parser.findings)
            return
        _, findings = add_rules(self.rulebook, rules, parser, Register(self.names))
        self.reader.findings.extend(findings)
        if not findings:
            for rule in rules:
                yield Change(RULE, rule.id, ADDED, ADDED, rule, rule.span, self.origin(node))
