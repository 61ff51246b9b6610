"""From the section `posities` of an overlay to changes: seats won, lost, opened or closed."""

from __future__ import annotations

from collections.abc import Iterator

from strategy.dossier import vocabulary as allowed
from strategy.dossier.fields import Choice, YesNo
from strategy.dossier.keys import recognised
from strategy.dossier.model import Post
from strategy.dossier.provenance import Sourced
from strategy.dossier.yamltree import Mapping as MappingNode
from strategy.dossier.yamltree import Scalar
from strategy.errors import quote, suggest
from strategy.scenarios.changes import ACTIVE, POST, Change
from strategy.scenarios.find import find, items, posts
from strategy.scenarios.parts import OverlayParts

_HOLDER = Choice(allowed.HOLDERS)


class SeatChanges(OverlayParts):
    """Reads what an overlay says about seats."""

    def seat(self, name: Scalar, body: MappingNode) -> Iterator[Change]:
        """The changes of one seat, `gremium/rol` or `gremium/rol/thema`; a new one starts out taken by nobody."""
        if not self._is_seat(name):
            return
        post = posts(self.loaded.dossier).get(name.text)
        known, _ = recognised(body, ("te_verdelen", "houder", ACTIVE), self.reader.report)
        for key, child in known.items:
            if key.text == "te_verdelen":
                vacant = self.value(child, YesNo())
                if vacant is not None and vacant == (post is not None and post.vacant):
                    self.idle(child.span, f'te_verdelen van positie "{name.text}" is al zo')
                elif vacant is not None:
                    yield Change(POST, name.text, key.text, "wordt", vacant, child.span, self.origin(child))
            elif key.text == "houder":
                holder = self.value(child, _HOLDER)
                if holder is not None and post is not None and holder in _holders(post):
                    self.idle(child.span, f'houder van positie "{name.text}" is al {holder}')
                elif holder is not None:
                    value = Sourced(holder, self.origin(child))
                    yield Change(POST, name.text, key.text, "wordt", value, child.span, self.origin(child))
            else:
                yield from self.switch(POST, name.text, child, post is not None and self.active(post))

    def _is_seat(self, name: Scalar) -> bool:
        """Whether this can be the name of a seat in this dossier; a finding says why not."""
        parts = name.text.split("/")
        if find(self.loaded.dossier, "gremium", parts[0]) is None:
            self.unknown("gremium", name, items(self.loaded.dossier, "gremium"), parts[0])
            return False
        if len(parts) not in (2, 3) or parts[1] not in allowed.ROLES:
            hint = suggest(parts[1], allowed.ROLES) if len(parts) in (2, 3) else ""
            message = f"{quote(name.text)} is geen positie; een positie heet gremium/rol of gremium/rol/thema"
            self.reader.report(
                name.span, "positie", message, hint or f"kies als rol uit: {', '.join(allowed.ROLES)}"
            )
            return False
        if len(parts) == 3 and parts[2] not in self.loaded.names["thema"]:
            self.unknown("thema", name, self.loaded.names["thema"], parts[2])
            return False
        return True


def _holders(post: Post) -> set[str]:
    return {membership.holder.value for membership in post.memberships}
