"""No test reads or fills the cache of whoever runs it; tests of the cache name folders of their own.

A shell that starts the tests in the background has them ignore Ctrl-C, and so would the commands that tests interrupt.
"""

from __future__ import annotations

import os
import signal

if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ["KG_NO_CACHE"] = "1"
os.environ.pop("KG_CACHE", None)
