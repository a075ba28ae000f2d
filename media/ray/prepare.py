"""From a picture's bytes to the numbers that the model was trained on: what xception itself does, with Pillow and NumPy."""

import io

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "TIFF", "BMP")
MOST_PIXELS = 2**28
Image.MAX_IMAGE_PIXELS = None  # checked here, with words of its own

FILTERS = {
    "nearest": Image.Resampling.NEAREST,
    "bilinear": Image.Resampling.BILINEAR,
    "bicubic": Image.Resampling.BICUBIC,
    "box": Image.Resampling.BOX,
    "hamming": Image.Resampling.HAMMING,
    "lanczos": Image.Resampling.LANCZOS,
}


class NoPicture(Exception):
    """Why a file cannot be classified, for people."""


def prepare(data, job):
    """The model's input for the bytes of one file: [height, width, 3], from 0 to 255, before normalisation."""
    how, size = job["preprocessing"], (job["input"]["width"], job["input"]["height"])
    try:
        return fit(decode(data), size, how)
    except NoPicture:
        raise
    except UnidentifiedImageError as error:
        raise NoPicture(f"it is none of {', '.join(FORMATS)} by its content") from error
    except Exception as error:  # whatever a decoder stumbles over is a row, not the end of a run
        raise NoPicture(f"it cannot be decoded: {error}") from error


def decode(data):
    """The picture upright, opaque (on white), as RGB."""
    if not data:
        raise NoPicture("it is empty (0 bytes)")
    picture = Image.open(io.BytesIO(data), formats=FORMATS)
    if picture.width * picture.height > MOST_PIXELS:
        raise NoPicture(f"it has {picture.width} x {picture.height} pixels, more than {MOST_PIXELS}")
    picture.load()
    picture = ImageOps.exif_transpose(picture)
    if picture.mode == "CMYK":
        raise NoPicture("its colours are inks (CMYK), which need a colour profile: save it as RGB")
    if picture.mode in ("F", "LAB", "HSV"):
        raise NoPicture(f"its samples are of the type {picture.mode}: save it with 8 bits")
    if picture.mode.startswith("I"):  # 16 bits: the high byte
        return Image.fromarray((np.asarray(picture).astype(np.uint32) >> 8).astype(np.uint8)).convert("RGB")
    return on_white(picture) if picture.has_transparency_data else picture.convert("RGB")


def on_white(picture):
    pixels = np.asarray(picture.convert("RGBA")).astype(np.float64)
    alpha = pixels[..., 3:]
    return Image.fromarray(np.trunc((pixels[..., :3] * alpha + 255.0 * (255.0 - alpha)) / 255.0).astype(np.uint8))


def fit(picture, size, how):
    """The picture at the input's size. `how` is the preprocessing record of the model."""
    (width, height), kind, share = size, how["fit"], how["cropFraction"]
    if kind == "letterbox":
        return letterbox(picture, size, how)
    if kind == "crop" and share < 1:
        return crop_after_resize(picture, size, how)
    box = largest_centred(picture, size) if kind == "crop" else (0, 0, picture.width, picture.height)
    return resize(picture, (width, height), how["resize"], box)


def largest_centred(picture, size):
    width, height = size
    crop_width = min(max(picture.height * width // height, 1), picture.width)
    crop_height = min(max(picture.width * height // width, 1), picture.height)
    left, top = (picture.width - crop_width) // 2, (picture.height - crop_height) // 2
    return left, top, left + crop_width, top + crop_height


def crop_after_resize(picture, size, how):
    width, height = size
    target = (int(width / how["cropFraction"]), int(height / how["cropFraction"]))
    if target[0] == target[1]:  # torchvision's Resize
        side, (w, h) = target[0], picture.size
        scaled = (side, int(side * h / w)) if w <= h else (int(side * w / h), side)
    else:  # timm's ResizeKeepRatio
        ratio = min(picture.width / target[0], picture.height / target[1])
        scaled = (round(picture.width / ratio), round(picture.height / ratio))
    left, top = round((scaled[0] - width) / 2), round((scaled[1] - height) / 2)
    whole = resize(picture, scaled, how["resize"], (0, 0, picture.width, picture.height))
    return whole[top : top + height, left : left + width]


def letterbox(picture, size, how):
    """All of the picture, amid what normalises to 0."""
    width, height = size
    ratio = max(picture.width / width, picture.height / height)
    w = min(max(round(picture.width / ratio), 1), width)
    h = min(max(round(picture.height / ratio), 1), height)
    canvas = np.empty((height, width, 3), np.float32)
    canvas[:] = neutral(how["normalization"])
    left, top = (width - w) // 2, (height - h) // 2
    canvas[top : top + h, left : left + w] = resize(picture, (w, h), how["resize"], (0, 0, *picture.size))
    return canvas


def resize(picture, size, method, box):
    if method == "tf-bilinear":
        left, top, right, bottom = box
        return tf_bilinear(np.asarray(picture)[top:bottom, left:right], size)
    return np.asarray(picture.resize(size, FILTERS[method], box=box))


def tf_bilinear(pixels, size):
    """tf.image.resize with its defaults: half-pixel centres, no antialiasing, float32."""
    (x0, x1, dx), (y0, y1, dy) = between(pixels.shape[1], size[0]), between(pixels.shape[0], size[1])
    source, dx, dy = pixels.astype(np.float32), dx[None, :, None], dy[:, None, None]
    above, below = source[y0], source[y1]
    top = above[:, x0] + (above[:, x1] - above[:, x0]) * dx
    bottom = below[:, x0] + (below[:, x1] - below[:, x0]) * dx
    return top + (bottom - top) * dy


def between(size, out):
    f32 = np.float32
    at = (np.arange(out, dtype=f32) + f32(0.5)) * f32(size / out) - f32(0.5)
    floor = np.floor(at)
    lower, upper = np.maximum(floor, 0).astype(int), np.minimum(np.ceil(at), size - 1).astype(int)
    return lower, upper, (at - floor).astype(f32)


def neutral(normalization):
    if normalization["kind"] == "tf":
        return np.float32(127.5)
    return np.float32(255) * np.asarray(normalization["mean"], np.float32)


def normalise(pixels, normalization):
    """What the network was trained on, in float32, each step rounded as the frameworks round it."""
    x = pixels.astype(np.float32)
    if normalization["kind"] == "tf":
        return x / np.float32(127.5) - np.float32(1)
    mean, std = (np.asarray(normalization[name], np.float32) for name in ("mean", "std"))
    return (x / np.float32(255) - mean) / std
