"""The texts of gold documents, made ready to be built."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from kg.evaluate.gold import gold_paths, read_gold

__all__ = ["copy_texts"]


def copy_texts(gold: Path, folder: Path) -> Path:
    """Copy every `NAME.txt` of `gold` that has a `NAME.json` into a new folder of the same name under `folder`.

    A date that only `NAME.json` knows goes into a sidecar, so that a build reads it as any document's metadata;
    nothing else of the gold goes along. Raises SourceError as `read_gold`.
    """
    copies = folder / gold.resolve().name
    copies.mkdir(parents=True)
    for path in gold_paths(gold):
        document = read_gold(path)
        if document.text is None:
            continue
        shutil.copyfile(path.with_suffix(".txt"), copies / f"{path.stem}.txt")
        if document.date:
            sidecar = copies / f"{path.stem}.txt.meta.json"
            sidecar.write_text(json.dumps({"date": document.date}), encoding="utf-8")
    return copies
