"""Loaded by every Python that has this folder in PYTHONPATH: no network, no other program, no pickle.

The kernel refuses every socket other than to the machine's own services (AF_UNIX), whatever language asks; Python's
audit hooks (PEP 578) end a process that asks for one, looks up a name, starts a program, or unpickles a class.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys

_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""Machine -> its AUDIT_ARCH and the number of socket(2)."""
_AF_UNIX = 1
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2
_FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.spawn", "os.posix_spawn", "pickle.find_class")


def _forbid_sockets() -> None:
    """A filter for this process and all that it starts (seccomp(2)); nothing on other systems."""
    if sys.platform != "linux" or platform.machine() not in _CALLS:
        return
    arch, socket = _CALLS[platform.machine()]
    steps = [
        (_LOAD, 0, 0, 4), (_EQUAL, 0, 4, arch),  # of struct seccomp_data: arch, nr, then the low half of args[0]
        (_LOAD, 0, 0, 0), (_EQUAL, 0, 2, socket),
        (_LOAD, 0, 0, 16), (_EQUAL, 0, 1, _AF_UNIX),
        (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE),
    ]  # fmt: skip
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
    program = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(code))
    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    library.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0)


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN) and not _known(event):
        os.write(2, f"FORBIDDEN {event} {arguments!r}\n".encode())
        os._exit(99)


def _known(event: str) -> bool:
    """What is no surprise: multiprocessing's own pipes, and a look of urllib3 (which spaCy imports) at IPv6 on ::1."""
    if event == "pickle.find_class":
        return "multiprocessing.spawn" in sys.modules
    frame = sys._getframe()
    while frame := frame.f_back:
        if frame.f_code.co_name == "_has_ipv6" and frame.f_globals["__name__"] == "urllib3.util.connection":
            return True
    return False


_forbid_sockets()
sys.addaudithook(_audit)
