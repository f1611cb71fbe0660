"""Writes reference.safetensors with the format's own Python library (made with safetensors 0.8.0, numpy 2.4.6)."""

import numpy as np
from safetensors.numpy import save_file

save_file(
    {
        "weight": np.arange(6, dtype=np.float32).reshape(2, 3),
        "double": np.array([1.5, -2.25], dtype=np.float64),
        "long": np.array(-(2**40), dtype=np.int64),
        "int": np.array([7, -8, 9], dtype=np.int32),
        "byte": np.array([200], dtype=np.uint8),
        "bool": np.array([True, False]),
        "empty": np.zeros((0, 2), dtype=np.float32),
        "嵌入": np.array([3], dtype=np.uint8),
    },
    "reference.safetensors",
    metadata={"made by": "Python — 价值"},
)
