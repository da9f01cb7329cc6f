"""Where settings are, and whether there are any; `newsclip.config`, which takes longer to load, reads them."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME: Final = "config.toml"
VARIABLES: Final = "NEWSCLIP_"
"""What the environment variables of settings begin with."""
# Variables that begin so and are no settings.
_OTHERS: Final = frozenset(("NEWSCLIP_ARCHIVE", "NEWSCLIP_CONFIG", "NEWSCLIP_DEBUG"))


def user_file(environ: Mapping[str, str]) -> Path:
    """Where the user's own settings are, whether the file exists or not."""
    named = environ.get("NEWSCLIP_CONFIG")
    if named:
        return Path(named).expanduser()
    if sys.platform == "linux":
        # What platformdirs says there, without the milliseconds that loading it adds to every search.
        base = environ.get("XDG_CONFIG_HOME", "").strip() or "~/.config"
        return Path(os.path.expanduser(base), "newsclip", FILE_NAME)  # noqa: PTH111 - Path's raises where there is none
    import platformdirs

    return platformdirs.user_config_path("newsclip", appauthor=False) / FILE_NAME


def archive_file(archive: Path) -> Path:
    """Where the settings of an archive are, whether the file exists or not."""
    return archive / ".newsclip" / FILE_NAME


def are_settings_given(archive: Path, environ: Mapping[str, str]) -> bool:
    """Whether any file or environment variable says what settings are."""
    # A file that cannot be looked at belongs to somebody else, whose name we run under: os.path.exists says no.
    return (
        os.path.exists(user_file(environ))  # noqa: PTH110
        or os.path.exists(archive_file(archive))  # noqa: PTH110
        or any(name.startswith(VARIABLES) and name not in _OTHERS for name in environ)
    )
