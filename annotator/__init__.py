"""Annotator: read news articles, label spans in them, export exact training data.

The layers, imports running downwards only::

    gui | cli -> exchange -> edits -> store | formats | analysis | suggest -> model

* ``model``     what annotation is: documents, spans, labels, offsets, structure. Pure; no I/O.
* ``store``     the project file; the only place that knows SQL.
* ``formats``   bytes in, records out, and back; knows no project.
* ``edits``     what a user can change, one short function each.
* ``exchange``  files into and out of a project.
* ``cli``       the command line; ``gui`` the window, the only place that knows Qt.

Offsets are Unicode code points, end exclusive, everywhere outside ``gui.article_view``.
"""

__version__ = "0.1.0"
