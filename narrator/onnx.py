"""onnxruntime, imported so that it keeps to itself.

From 1.29 on it keeps a device id and a database of events in the user's cache folder and sends
them to its maker, unless ORT_DISABLE_TELEMETRY is set before it is imported: its own
disable_telemetry_events comes too late for that.
"""

import os
from importlib import import_module
from typing import Any

NAME = "onnxruntime"


def runtime() -> Any:  # noqa: ANN401 - an optional package
    """Return the module onnxruntime. Raises ImportError where it is not installed."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    module = import_module(NAME)
    module.disable_telemetry_events()
    return module
