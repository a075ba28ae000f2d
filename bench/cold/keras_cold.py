"""A picture's label with Keras, as its documentation shows it: MODEL PICTURE."""

import os
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import keras
import numpy as np

model = keras.models.load_model(sys.argv[1], compile=False)
picture = keras.utils.load_img(sys.argv[2], target_size=(299, 299))
images = keras.utils.img_to_array(picture)[np.newaxis] / 127.5 - 1
scores = model.predict(images, verbose=0)[0]
print(f"class {scores.argmax()} {scores.max():.3f}", flush=True)
