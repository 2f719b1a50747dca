"""Files into and out of a project: import, export, previews of both, and the sample.

The command line and the window are siblings over these verbs. Long ones report progress and can be cancelled;
a cancelled or failed one leaves everything as it was.
"""

from annotator.exchange.contents import Contents
from annotator.exchange.converting import convert_paths, format_of_target
from annotator.exchange.exporting import ExportOptions, export_project, plan_export
from annotator.exchange.files import FormatProblem, InputFile
from annotator.exchange.importing import ImportOptions, import_paths
from annotator.exchange.previews import FilePreview, ImportPreview, look_again, preview_import
from annotator.exchange.progress import Progress
from annotator.exchange.reports import ExportReport, ImportReport
from annotator.exchange.sample import create_sample
from annotator.exchange.schemes import read_scheme
from annotator.exchange.splitting import SplitOptions
from annotator.model.errors import Cancelled

__all__ = [
    "Cancelled",
    "Contents",
    "ExportOptions",
    "ExportReport",
    "FilePreview",
    "FormatProblem",
    "ImportOptions",
    "ImportPreview",
    "ImportReport",
    "InputFile",
    "Progress",
    "SplitOptions",
    "convert_paths",
    "create_sample",
    "export_project",
    "format_of_target",
    "import_paths",
    "look_again",
    "plan_export",
    "preview_import",
    "read_scheme",
]
