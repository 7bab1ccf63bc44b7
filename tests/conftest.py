"""No test reads or fills the cache of whoever runs it; tests of the cache name folders of their own."""

from __future__ import annotations

import os

os.environ["KG_NO_CACHE"] = "1"
os.environ.pop("KG_CACHE", None)
