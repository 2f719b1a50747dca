"""Files into and out of a project: import, export, previews of both, and the sample.

The command line and the window are siblings over these verbs. Long ones report progress and can be cancelled;
a cancelled or failed one leaves everything as it was.
"""

from annotator.exchange.exporting import ExportOptions, export_project
from annotator.exchange.importing import ImportOptions, import_paths
from annotator.exchange.previews import ExportPreview, FilePreview, ImportPreview, preview_export, preview_import
from annotator.exchange.progress import Progress
from annotator.exchange.reports import ExportReport, ImportReport
from annotator.exchange.sample import create_sample
from annotator.exchange.schemes import read_scheme
from annotator.model.errors import Cancelled

__all__ = [
    "Cancelled",
    "ExportOptions",
    "ExportPreview",
    "ExportReport",
    "FilePreview",
    "ImportOptions",
    "ImportPreview",
    "ImportReport",
    "Progress",
    "create_sample",
    "export_project",
    "import_paths",
    "preview_export",
    "preview_import",
    "read_scheme",
]
