"""Files into and out of a project: import, export, previews of both, and the sample.

The command line and the window are siblings over these verbs. Long ones report progress and can be cancelled;
a cancelled or failed one leaves everything as it was.
"""

from annotator.exchange.converting import convert_paths, format_of_target
from annotator.exchange.exporting import ExportOptions, export_project, plan_export
from annotator.exchange.importing import ImportOptions, import_paths
from annotator.exchange.previews import FilePreview, ImportPreview, preview_import
from annotator.exchange.progress import Progress
from annotator.exchange.reports import ExportReport, ImportReport
from annotator.exchange.sample import create_sample
from annotator.exchange.schemes import read_scheme
from annotator.model.errors import Cancelled

__all__ = [
    "Cancelled",
    "ExportOptions",
    "ExportReport",
    "FilePreview",
    "ImportOptions",
    "ImportPreview",
    "ImportReport",
    "Progress",
    "convert_paths",
    "create_sample",
    "export_project",
    "format_of_target",
    "import_paths",
    "plan_export",
    "preview_import",
    "read_scheme",
]
