"""A picture's label with ONNX Runtime, as its documentation shows it: MODEL PICTURE."""

import sys

import numpy as np
import onnxruntime as ort
from PIL import Image

session = ort.InferenceSession(sys.argv[1], providers=["CPUExecutionProvider"])
picture = Image.open(sys.argv[2]).convert("RGB").resize((299, 299), Image.Resampling.NEAREST)
images = np.asarray(picture, np.float32)[np.newaxis] / 127.5 - 1
scores = session.run(None, {session.get_inputs()[0].name: images})[0][0]
print(f"class {scores.argmax()} {scores.max():.3f}", flush=True)
