"""PDF documents from Typst templates: tagged and PDF/UA-1, so that a screen reader can read them.

The template is the service's own file; everything else is data. Data is passed as JSON and shown as text: nothing
that somebody typed is ever read as markup. The same data makes the same bytes.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import typst


def pdf(package: str, template: str, data: Mapping[str, Any]) -> bytes:
    """A document of `templates/<template>` of a package. `data` needs `title` and `language`, and holds JSON values.

    Raises typst.TypstError when the template lacks what PDF/UA demands.
    """
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    made = typst.compile(_source(package, template), format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"])
    return bytes(made)


@cache
def _source(package: str, template: str) -> bytes:
    return files(package).joinpath("templates", *template.split("/")).read_bytes()
