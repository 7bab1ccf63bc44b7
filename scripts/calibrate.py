"""Count how often facts of each kind are right on annotated documents, and write kg/confidence.tsv.

    python scripts/calibrate.py tests/gold tests/gold-unread

Each folder is built and compared as `kg eval` does; a fact counts under its event class and its grounds
(`kg.confidence`). Where a folder has an `unread.names`, only the documents that it names count: what was looked at
while the rules were written would make them look better than they are. Run it after a change of the language stages.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from kg.confidence import GROUNDS
from kg.evaluate import copy_texts, judged
from kg.run import Options, build

TABLE = Path(__file__).parent.parent / "kg" / "confidence.tsv"
HEAD = """# Facts that were right and facts that were found, by event class and grounds, on annotated documents.
# Made by scripts/calibrate.py; * is all classes.
"""


def main(folders: list[str]) -> None:
    """Build and compare every folder, and write the table."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for folder in map(Path, folders):
        with tempfile.TemporaryDirectory() as work:
            gold, graph = unread(folder, Path(work, "gold")), Path(work, "graph.nt")
            build([str(copy_texts(gold, Path(work, "texts")))], graph, Options(min_confidence=0))
            for fact, right in judged(gold, graph):
                frame, grounds = fact.rule.split("/")[0], fact.rule.split("/")[-1]
                for name in (frame, "*"):
                    counts[name, grounds, "found"] += 1
                    counts[name, grounds, "right"] += right
    frames = sorted({frame for frame, _, _ in counts})
    rows = [
        f"{frame}\t{grounds}\t{counts[frame, grounds, 'right']}\t{counts[frame, grounds, 'found']}"
        for frame in frames for grounds in GROUNDS if counts[frame, grounds, "found"]
    ]  # fmt: skip
    TABLE.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def unread(folder: Path, copies: Path) -> Path:
    """The folder itself, or a copy with only the documents that its `unread.names` names."""
    listed = folder / "unread.names"
    if not listed.exists():
        return folder
    copies.mkdir()
    for name in listed.read_text(encoding="utf-8").split():
        for suffix in (".txt", ".json"):
            shutil.copyfile(folder / (name + suffix), copies / (name + suffix))
    return copies


if __name__ == "__main__":
    main(sys.argv[1:] or ["tests/gold", "tests/gold-unread"])
