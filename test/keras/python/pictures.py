"""A picture as Keras' `load_img` gives it to a network: decoded, turned, resized by Pillow."""

import numpy as np
from PIL import Image, ImageOps


def pixels(file, height, width, resize):
    """float32 [1, height, width, 3], 0..255."""
    picture = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
    return np.asarray(picture.resize((width, height), Image.Resampling[resize.upper()]), np.float32)[None]


def scaled(values):
    """What `keras.applications.xception.preprocess_input` makes of pixels."""
    return values / np.float32(127.5) - np.float32(1)
