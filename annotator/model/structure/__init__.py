"""Structure of a text: words, names, clauses, quotations, sentences, and the chain a label key takes.

``tokens`` cuts words and marks; ``passage`` finds quotations and sentences of a paragraph; ``shapes`` says what
each word is; ``names`` and ``statements`` note what speaks for and against each edge; ``grading`` turns
that into nested extents. Word lists and strengths are data in ``resources/structure``.
"""

from annotator.model.structure.analysis import Chain
from annotator.model.structure.text import TextStructure

__all__ = ["Chain", "TextStructure"]
