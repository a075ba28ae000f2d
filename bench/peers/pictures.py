"""Photographs as arrays, as a Python program usually makes them: Pillow decodes and resizes, a thread or two ahead."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image


def read(file, side):
    """`[side, side, 3]`, float32 in -1..1: stretched to the square, nearest pixels, as the model's record says."""
    picture = Image.open(file).convert("RGB").resize((side, side), Image.Resampling.NEAREST)
    return np.asarray(picture, np.float32) / 127.5 - 1


def batches(files, side, batch, decoders=2):
    """`[batch, side, side, 3]` after `[batch, side, side, 3]`, while the next ones are decoded."""
    with ThreadPoolExecutor(decoders) as pool:
        decoded = pool.map(lambda file: read(file, side), files)
        for start in range(0, len(files), batch):
            yield np.stack([next(decoded) for _ in files[start : start + batch]])
