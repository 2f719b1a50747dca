"""The type system of what we write: tokens and sentences as DKPro names them, and our layers."""

from __future__ import annotations

from typing import Any

from annotator.formats.layer_names import OUR_FEATURES, RELATIONS, SPANS
from annotator.formats.uima_names import DOCUMENT, META, SENTENCE, TOKEN

_STRING, _ANNOTATION = "uima.cas.String", "uima.tcas.Annotation"


def _types(attributes: list[str]) -> dict[str, tuple[str, dict[str, str]]]:
    """Name -> what it inherits from, and its features with their ranges."""
    return {
        META: ("uima.tcas.DocumentAnnotation", {"documentTitle": _STRING, "documentId": _STRING}),
        SENTENCE: (_ANNOTATION, {}),
        TOKEN: (_ANNOTATION, {}),
        DOCUMENT: ("uima.cas.AnnotationBase", {"details": _STRING}),
        SPANS: (_ANNOTATION, dict.fromkeys((*OUR_FEATURES, *attributes), _STRING)),
        RELATIONS: (
            _ANNOTATION,
            {"Governor": SPANS, "Dependent": SPANS, "label": _STRING, "annotator": _STRING, "details": _STRING},
        ),
    }


def system_as_xml(attributes: list[str]) -> bytes:
    """The description that UIMA reads; ``attributes`` are features of spans besides ours."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier">',
        "  <types>",
    ]
    for name, (parent, features) in _types(attributes).items():
        lines += [
            "    <typeDescription>",
            f"      <name>{name}</name>",
            "      <description/>",
            f"      <supertypeName>{parent}</supertypeName>",
        ]
        if features:
            lines.append("      <features>")
            for feature, range_ in features.items():
                lines += [
                    "        <featureDescription>",
                    f"          <name>{feature}</name>",
                    "          <description/>",
                    f"          <rangeTypeName>{range_}</rangeTypeName>",
                    "        </featureDescription>",
                ]
            lines.append("      </features>")
        lines.append("    </typeDescription>")
    return ("\n".join([*lines, "  </types>", "</typeSystemDescription>"]) + "\n").encode("ascii")


def system_as_json(attributes: list[str]) -> dict[str, Any]:
    """The same as CAS JSON holds it."""
    return {
        name: {
            "%NAME": name,
            "%SUPER_TYPE": parent,
            **{feature: {"%NAME": feature, "%RANGE": range_} for feature, range_ in features.items()},
        }
        for name, (parent, features) in _types(attributes).items()
    }
