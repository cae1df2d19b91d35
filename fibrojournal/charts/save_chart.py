"""Charts as files: PNG at 300 dpi, SVG, PDF, by the name's ending.

The same chart gives the same bytes: files hold no date, no program version and no name of a
person. Letters are drawn as shapes in SVG and embedded in PDF, so that no font is needed to read
them.
"""

from __future__ import annotations

from contextlib import suppress
from io import BytesIO
from typing import TYPE_CHECKING

from matplotlib import rc_context

from fibrojournal.errors import NotSavedError, RefusedError
from fibrojournal.i18n import tr

if TYPE_CHECKING:
    from pathlib import Path

    from matplotlib.figure import Figure

PRINT_DPI = 300

_WITHOUT: dict[str, dict[str, None]] = {
    ".png": {"Software": None},
    ".svg": {"Creator": None, "Date": None, "Format": None, "Type": None},
    ".pdf": {"Creator": None, "Producer": None, "CreationDate": None},
}
_SETTINGS = {"svg.hashsalt": "fibrojournal", "svg.fonttype": "path", "pdf.fonttype": 3}


def save_chart(figure: Figure, file: Path) -> None:
    """Write a chart whole, or not at all.

    Args:
        figure: The figure of any chart; it is left as it was.
        file: Where to; its ending (.png, .svg or .pdf) says what is written.

    Raises:
        RefusedError: Another ending.
        NotSavedError: The place cannot be written to.
    """
    ending = file.suffix.lower()
    if ending not in _WITHOUT:
        raise RefusedError(
            tr("This kind of picture is not known."),
            remedy=tr("Choose a name that ends in .png, .svg or .pdf."),
        )
    part = file.with_name(f".{file.name}.part")
    try:
        with rc_context(_SETTINGS):  # type: ignore[arg-type]  # its keys are a long Literal
            figure.savefig(
                part,
                format=ending[1:],
                dpi=PRINT_DPI,
                transparent=False,
                facecolor=figure.get_facecolor(),
                metadata=_WITHOUT[ending],
            )
        part.replace(file)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise NotSavedError from error


def png_bytes(figure: Figure) -> bytes:
    """Return a chart as a PNG file at the figure's own dots per inch."""
    file = BytesIO()
    figure.savefig(file, format="png", dpi=figure.dpi, metadata=_WITHOUT[".png"])
    return file.getvalue()
