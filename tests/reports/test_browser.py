"""The report as a browser sees it: drawn, linked, and deaf to what strangers wrote."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest

from threads.model import Case
from threads.reporting import report_folder
from threads.reporting.receipt import Receipt
from threads.reporting.report_tables import gather

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]

MEASURE = """
<script>
addEventListener("load", () => {
  const plots = [...document.querySelectorAll("svg[role=img]")].map(plot => {
    const box = plot.getBoundingClientRect();
    const marks = [...plot.querySelectorAll("rect, circle, path, line")].filter(mark => {
      const drawn = mark.getBoundingClientRect();
      return drawn.width + drawn.height > 0;
    });
    return {title: plot.querySelector("title").textContent, width: box.width, height: box.height, marks: marks.length};
  });
  const dead = [...document.querySelectorAll("a[href]")].map(link => link.getAttribute("href"))
    .filter(target => !document.getElementById(target.slice(1)));
  const found = {plots, dead, links: document.querySelectorAll("a[href]").length, title: document.title,
    overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    loaded: performance.getEntriesByType("resource").length,
    scripts: document.scripts.length, handlers: document.querySelectorAll("[onerror],[onload],[onclick]").length,
    paper: getComputedStyle(document.body).backgroundColor, open: document.querySelectorAll("#x").length};
  const holder = document.createElement("pre");
  holder.id = "measured";
  holder.textContent = JSON.stringify(found);
  document.body.append(holder);
});
</script>
"""


def browse(page: Path, *options: str, width: int = 1200) -> str:
    assert CHROMIUM is not None
    command = [
        *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"),
        *(f"--user-data-dir={page.parent}.profile", f"--window-size={width},2000", "--virtual-time-budget=4000"),
        *options,
        page.as_uri(),
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.fixture
def page(tmp_path: Path, receipt: Receipt, quarrel: Case, quiet: Case, hostile: Case) -> Path:
    folder = tmp_path / "r"
    report_folder.write(folder, gather([quarrel, quiet, hostile]), receipt)
    return folder / "report.html"


def measured(page: Path, *options: str, width: int = 1200) -> dict[str, object]:
    """What a script of ours sees in the page, its content policy taken off so that a stranger's could run too."""
    text = page.read_text(encoding="utf-8")
    bare, count = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    assert count == 1
    probe = page.with_name("probe.html")
    probe.write_text(bare.replace("</head>", MEASURE + "</head>"), encoding="utf-8")
    found = re.search(r'<pre id="measured">(.*?)</pre>', browse(probe, "--dump-dom", *options, width=width), re.DOTALL)
    assert found is not None
    return json.loads(unescape(found[1]))  # type: ignore[no-any-return]


def test_is_drawn_and_linked_and_no_stranger_acts(page: Path) -> None:
    found = measured(page)
    plots = found["plots"]
    assert isinstance(plots, list)
    assert len(plots) >= 9
    for plot in plots:
        assert plot["width"] > 200, plot
        assert plot["height"] > 20, plot
        assert plot["marks"] >= 1, plot
    assert found["dead"] == []
    assert isinstance(found["links"], int)
    assert found["links"] > 40
    assert found["scripts"] == 1, "only the probe's own"
    assert found["handlers"] == found["open"] == found["loaded"] == 0
    assert str(found["title"]).startswith("Comment report: 5 comments")


@pytest.mark.parametrize("width", [500, 800, 1600])
def test_fits_every_width(page: Path, width: int) -> None:
    assert measured(page, width=width)["overflow"] == 0


def test_is_dark_where_dark_is_preferred(page: Path) -> None:
    light = measured(page)["paper"]
    dark = measured(page, "--blink-settings=preferredColorScheme=0")["paper"]
    assert light == "rgb(251, 250, 247)"
    assert dark == "rgb(22, 23, 26)"


def test_can_be_looked_at_and_printed(page: Path) -> None:
    picture, print_out = page.with_name("report.png"), page.with_name("report.pdf")
    browse(page, f"--screenshot={picture}")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 50_000, "more than an empty page"
    browse(page, f"--print-to-pdf={print_out}")
    assert print_out.read_bytes().startswith(b"%PDF")
    assert print_out.stat().st_size > 20_000
