"""Keras on TensorFlow, on the exported .keras file, in the ways in which people run a model."""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import peer

import keras
import numpy as np
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2


class Keras:
    def load(self, model, setting, threads):
        tf.config.threading.set_intra_op_parallelism_threads(threads)
        model = keras.models.load_model(model, compile=False)
        way = setting["way"]
        if way == "predict_on_batch":
            self.call = model.predict_on_batch
        elif way == "frozen":
            shape = tf.TensorSpec([None, peer.SIDE, peer.SIDE, 3], tf.float32)
            concrete = tf.function(lambda images: model(images, training=False)).get_concrete_function(shape)
            frozen = convert_variables_to_constants_v2(concrete)
            self.call = lambda images: frozen(tf.constant(images))[0].numpy()
        else:
            function = tf.function(lambda images: model(images, training=False), jit_compile=way == "xla")
            self.call = lambda images: function(tf.constant(images)).numpy()
        return {"keras": keras.__version__, "tensorflow": tf.__version__}

    def prepare(self, images):
        return np.ascontiguousarray(images)

    def run(self, images):
        return self.call(images)


peer.serve(Keras())
