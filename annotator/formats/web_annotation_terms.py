"""Words of the Web Annotation model, and the names it gives to our documents, annotators and actors."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote
from uuid import UUID, uuid5

if TYPE_CHECKING:
    from annotator.model.record import RecordSpan

CONTEXT: list[Any] = ["http://www.w3.org/ns/anno.jsonld", {"annotator": "urn:annotator:"}]
DETAILS = "annotator:details"
"""Our own key: what the model has no place for. Others pass over it."""
DOCUMENT = "annotator:document"
"""Our own key on the annotation that describes a document."""

OWN_ID = "annotation_id"
"""Where a span keeps the id it came with."""

ANNOTATION_KEYS = frozenset(
    ("@context", "id", "type", "motivation", "creator", "body", "bodyValue", "target", DETAILS, DOCUMENT)
)

_SPACE = UUID("6f0d5d2b-7b2e-5c8a-9d8f-3c5b8f1c2a10")
_IRI = re.compile(r"(?:https?://|urn:|doi:|file://)[!#-;=?-\[\]_a-z~]+")

Json = dict[str, Any]


def iri(kind: str, name: str) -> str:
    """The name of a document, annotator or actor as an IRI; one that is an IRI already stays."""
    if _IRI.fullmatch(name) and not name.startswith("urn:annotator:"):
        return name
    return f"urn:annotator:{kind}:{quote(name, safe='')}"


def name_of_iri(kind: str, name: str) -> str:
    """The name that ``iri`` made an IRI of; any other IRI stays."""
    start = f"urn:annotator:{kind}:"
    return unquote(name[len(start) :], errors="strict") if name.startswith(start) else name


def identity(*parts: object) -> str:
    """An id that depends on nothing but what it identifies."""
    return f"urn:uuid:{uuid5(_SPACE, repr(parts))}"


def span_identity(key: str, span: RecordSpan) -> str:
    """The id of a span of the document ``key``; the same whichever kind of tuple its fragments are."""
    fragments = tuple((start, end) for start, end in span.fragments)
    return identity("span", key, *span[:4], fragments)


def listed(value: Any) -> list[Any]:  # noqa: ANN401
    """One value or several, as JSON-LD allows both, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
