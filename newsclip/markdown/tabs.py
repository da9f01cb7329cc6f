"""Tabs, whose panels a page shows one at a time: which label a panel has, and which lists only name panels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from newsclip.parse import Element


@dataclass(slots=True)
class _List:
    """A list of tabs (`role=tablist`), the tabs in it, and the panels that they show."""

    element: Element
    tabs: list[Element] = field(default_factory=list)
    panels: list[Element] = field(default_factory=list)
    """In the order of the page."""
    holds_panels: bool = False
    """An accordion: each tab is the heading of the panel below it."""

    def only_names_panels(self) -> bool:
        """Tell whether the list says no more than its labels, and there is a panel elsewhere for each."""
        if self.holds_panels or not 0 < len(self.tabs) <= len(self.panels):
            return False
        return len("".join(_text(self.element).split())) == sum(len("".join(_text(tab).split())) for tab in self.tabs)


class Tabs:
    """The tabs of one tree, found in one pass over it."""

    def __init__(self, tree: Element) -> None:
        self._labels: dict[Element, str] = {}
        self._names: set[Element] = set()
        for found in _find(tree):
            if found.only_names_panels():
                self._names.add(found.element)
                shown = dict(zip(found.panels, found.tabs, strict=False))
                by_id = {tab.get("id"): tab for tab in found.tabs}
                for panel in found.panels:
                    tab = by_id.get(panel.get("aria-labelledby") or "", shown.get(panel))
                    self._labels[panel] = _text(tab) if tab is not None else ""

    def label(self, panel: Element) -> str:
        """What the tab of a panel says, if the list that says so is left out; "" otherwise."""
        return self._labels.get(panel, "")

    def only_names_panels(self, names: Element) -> bool:
        """Tell whether a list is no more than the labels of panels."""
        return names in self._names


def _find(tree: Element) -> list[_List]:
    """All lists of tabs but those inside others, with what follows each up to the next."""
    lists: list[_List] = []
    inside: Element | None = None
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        role = element.get("role")
        if event == "end":
            inside = None if element is inside else inside
        elif role == "tablist" and inside is None:
            inside = element
            lists.append(_List(element))
        elif lists and role == "tabpanel":
            lists[-1].panels.append(element)
            lists[-1].holds_panels = lists[-1].holds_panels or inside is not None
        elif role == "tab" and inside is not None:
            lists[-1].tabs.append(element)
    return lists


def _text(element: Element) -> str:
    return " ".join(" ".join(element.itertext()).split())
