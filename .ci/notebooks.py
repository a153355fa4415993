"""Validates every package of a folder and executes its notebooks: python .ci/notebooks.py FOLDER FIGURES

Notebooks for Python run in a kernel, those for R cell by cell in Rscript. Neither changes a file of the folder;
figures go to FIGURES, a file for each notebook, and a notebook without a figure fails.
"""

import base64
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import frictionless
import nbformat
from nbclient import NotebookClient

data, figures = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
figures.mkdir(parents=True, exist_ok=True)


def validate(package: Path) -> None:
    """Types, keys, sizes and checksums of all tables are as the descriptor says."""
    report = frictionless.validate(str(package / "datapackage.json"))
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
    assert report.stats["tasks"] == 5, report.stats
    for resource in json.loads((package / "datapackage.json").read_text())["resources"]:
        digest = hashlib.sha256((package / resource["path"]).read_bytes()).hexdigest()
        assert resource["hash"] == f"sha256:{digest}", resource["path"]


def python(package: Path) -> None:
    notebook = nbformat.read(package / "notebook-python.ipynb", as_version=4)
    nbformat.validate(notebook)
    client = NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(package)}})
    client.execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    drawn = [output.data["image/png"] for output in outputs if "image/png" in output.get("data", {})]
    assert len(drawn) == 1, f"{package} draws {len(drawn)} figures"
    target(package, "python").write_bytes(base64.b64decode(drawn[0]))


def r(package: Path) -> None:
    notebook = nbformat.read(package / "notebook-r.ipynb", as_version=4)
    nbformat.validate(notebook)
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    figure = target(package, "r")
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "notebook.R"
        device = f'svg("{figure}", width = 8, height = 4.5)'
        script.write_text("\n".join([device, "options(warn = 2)", *cells, "invisible(dev.off())"]))
        done = subprocess.run(["Rscript", "--vanilla", script], cwd=package, capture_output=True, text=True)
    assert done.returncode == 0, f"{package}: {done.stderr}"
    assert "half_width" in done.stdout, f"{package}: no estimates are printed"
    assert figure.stat().st_size > 2_000, f"{package} draws nothing"


def target(package: Path, language: str) -> Path:
    ending = "png" if language == "python" else "svg"
    return figures / f"{'-'.join(package.relative_to(data).parts)}-{language}.{ending}"


packages = sorted(path.parent for path in data.rglob("datapackage.json"))
assert packages, f"no package in {data}"
for package in packages:
    validate(package)
with ThreadPoolExecutor(os.cpu_count()) as pool:
    list(pool.map(python, packages))
    list(pool.map(r, packages))
print(f"{len(packages)} packages are valid, and {2 * len(packages)} notebooks draw a figure each")
