"""XML exports as trees: no entities of their own, no network, broken markup mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsclip.errors import SourceError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from newsclip.sources.handle import Source


def parse_xml(source: Source) -> _Element:
    """The root of an XML file. Raises SourceError where nothing can be made of it, HostileInput when it is too big."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root: _Element | None = etree.fromstring(source.read(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError(f"broken XML: {error}", source=source.label, hint="export it again") from None
    if root is None:
        raise SourceError("broken XML", source=source.label, hint="export it again")
    return root
