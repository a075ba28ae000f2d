"""Live Keras for the tests: reads requests from standard input, one JSON object a line, and answers each with a line.

Importing TensorFlow takes seconds, so one process serves all checks. It holds one model at a time. What the libraries
print goes to standard error.
"""

import json
import os
import sys
import traceback

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
answers = os.fdopen(os.dup(1), "w", encoding="utf8")
os.dup2(2, 1)

import keras
import numpy as np
import tensorflow as tf

import explain
import models
import pictures

current = {}


def library(name):
    if name == "keras":
        return keras
    os.environ["TF_USE_LEGACY_KERAS"] = "1"
    import tf_keras

    return tf_keras


def versions():
    return {"keras": keras.__version__, "tensorflow": tf.__version__}


def hold(model, takes_pixels=False):
    current.update(model=model, takes_pixels=takes_pixels)
    return {"params": model.count_params(), "output": list(model.outputs[0].shape[1:])}


def build(name, shape, classes, seed, by="keras", dtype="float32"):
    kit = library(by)
    kit.backend.clear_session()
    kit.config.set_dtype_policy(dtype) if by == "keras" else None
    try:
        model, takes_pixels = models.build(kit, name, tuple(shape), classes)
    finally:
        kit.config.set_dtype_policy("float32") if by == "keras" else None
    models.fill(model, seed)
    held = hold(model, takes_pixels)
    if dtype != "float32":
        # The same numbers, computed with in float32.
        exact, _ = models.build(kit, name, tuple(shape), classes)
        exact.set_weights([value.astype(np.float32) for value in model.get_weights()])
        current["exact"] = exact
    else:
        current.pop("exact", None)
    return held


def load(file, takesPixels=False):
    keras.backend.clear_session()
    current.pop("exact", None)
    return hold(keras.models.load_model(file, compile=False), takesPixels)


def load_weights(name, shape, classes, file):
    keras.backend.clear_session()
    current.pop("exact", None)
    model, takes_pixels = models.build(keras, name, tuple(shape), classes)
    model.load_weights(file)
    return hold(model, takes_pixels)


def save(file, how):
    model = current["model"]
    if how == "export":
        model.export(file, verbose=False) if model_is_keras3(model) else model.export(file)
    elif how == "weights":
        model.save_weights(file)
    elif how == "old weights":
        from keras.src.legacy.saving import legacy_h5_format
        import h5py

        with h5py.File(file, "w") as target:
            legacy_h5_format.save_weights_to_hdf5_group(target, model)
    else:
        model.save(file)
    return None


def model_is_keras3(model):
    return isinstance(model, keras.Model)


def image_for(model, picture, resize):
    _, height, width, _ = model.inputs[0].shape
    values = pictures.pixels(picture, height, width, resize)
    return values if current["takes_pixels"] else pictures.scaled(values)


def predict(picture, resize):
    model = current.get("exact", current["model"])
    return np.asarray(model(image_for(model, picture, resize), training=False), np.float64)[0].ravel().tolist()


def saved_model(file, picture, resize, height, width, takesPixels, through):
    """What a SavedModel answers to TensorFlow alone, and as a layer of Keras."""
    values = pictures.pixels(picture, height, width, resize)
    values = tf.constant(values if takesPixels else pictures.scaled(values))
    if through == "TFSMLayer":
        answers = keras.layers.TFSMLayer(file, call_endpoint="serving_default")(values)
    else:
        signature = tf.saved_model.load(file).signatures["serving_default"]
        (name,) = signature.structured_input_signature[1]
        answers = signature(**{name: values})
    (answer,) = answers.values()
    return np.asarray(answer, np.float64)[0].ravel().tolist()


def class_maps(layer, classIndex, picture, resize):
    model = current["model"]
    return explain.class_maps(model, image_for(model, picture, resize), layer, classIndex)


def table():
    model = current["model"]
    count = lambda weights: int(sum(np.prod(weight.shape) for weight in weights))
    return {
        "params": model.count_params(),
        "trainable": count(model.trainable_weights),
        "nonTrainable": count(model.non_trainable_weights),
        "layers": [
            {
                "name": layer.name,
                "type": type(layer).__name__,
                "params": layer.count_params(),
                "outputShape": list(layer.output.shape),
            }
            for layer in model.layers
        ],
    }


def code(lines, input, output):
    """The model that lines of Python make, as somebody would copy them."""
    keras.backend.clear_session()
    current.pop("exact", None)
    names = {"keras": keras, "Input": keras.Input}
    exec("from keras.layers import *", names)
    for line in lines:
        exec(line, names)
    return hold(keras.Model(names[input], names[output]))


METHODS = [versions, build, load, load_weights, save, predict, saved_model, class_maps, table, code]
by_name = {method.__name__: method for method in METHODS}

for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"result": by_name[request["method"]](**request["params"])}
    except Exception:
        answer = {"error": traceback.format_exc()}
    answers.write(json.dumps(answer) + "\n")
    answers.flush()
