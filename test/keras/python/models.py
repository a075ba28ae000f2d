"""The models that live Keras builds for the comparison, by name. `keras` is Keras 3 or tf_keras: both have these parts."""

import os
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "..", "fixtures", "weights", "keras"))
from model_parts import article, flat_layers


def build(keras, name, shape, classes):
    """A model for inputs of this shape; second, whether it takes pixels 0..255 as they are."""
    layers, applications = keras.layers, keras.applications.xception

    def xception(**options):
        return applications.Xception(weights=None, include_top=False, input_shape=shape, **options)

    def fine_tuned(inputs, features, activation=None):
        x = layers.GlobalAveragePooling2D()(features)
        x = layers.Dense(100, activation="relu")(x)
        x = layers.Dropout(0.2)(x)
        return keras.Model(inputs, layers.Dense(classes, activation=activation)(x))

    def nested(backbone=None):
        backbone = backbone or xception()
        backbone.trainable = False
        inputs = layers.Input(shape)
        return fine_tuned(inputs, backbone(inputs, training=False))

    def flat():
        backbone = xception()
        x = layers.GlobalAveragePooling2D()(backbone.output)
        return keras.Model(backbone.input, layers.Dense(classes, activation="softmax")(x))

    def later_session():
        # Layers without a name are numbered through a session, so the shortcuts are called conv2d_3 … here.
        for _ in range(3):
            layers.Conv2D(1, 1)(layers.BatchNormalization()(layers.Input((8, 8, 1))))
        return flat()

    def rich_head():
        backbone = xception(pooling="max")
        x = layers.BatchNormalization()(backbone.output)
        x = layers.Dense(32)(x)
        x = layers.BatchNormalization(epsilon=1e-5)(x)
        x = layers.ReLU()(x)
        x = layers.Dropout(0.3)(x)
        return keras.Model(backbone.input, layers.Softmax()(layers.Dense(classes)(x)))

    def sequential():
        return keras.Sequential(
            [
                layers.Input(shape),
                layers.Rescaling(1 / 127.5, offset=-1),
                layers.RandomFlip("horizontal"),
                xception(),
                layers.GlobalAveragePooling2D(),
                layers.Dropout(0.2),
                layers.Dense(classes, activation="sigmoid"),
            ]
        )

    def preprocessed():
        augmentation = keras.Sequential([layers.RandomFlip(), layers.RandomRotation(0.1)], name="augmentation")
        inputs = layers.Input(shape)
        backbone = xception()
        return fine_tuned(inputs, backbone(applications.preprocess_input(augmentation(inputs)), training=False), "softmax")

    def normalized():
        inputs = layers.Input(shape)
        scaling = layers.Normalization(mean=[120.0, 110.0, 100.0], variance=[3600.0, 2500.0, 1600.0])
        return fine_tuned(inputs, xception()(scaling(inputs)), "softmax")

    def twice_nested():
        features = keras.Sequential([xception(), layers.GlobalMaxPooling2D()], name="features")
        inputs = layers.Input(shape)
        return keras.Model(inputs, layers.Dense(classes, activation="softmax")(features(inputs)))

    def flattened():
        return keras.Sequential([xception(), layers.Flatten(), layers.Dense(classes, activation="softmax")])

    def published():
        return applications.Xception(weights=None, input_shape=shape, classes=classes)

    takes_pixels = name in ("sequential", "preprocessed", "normalized")
    builders = {
        "published": published,
        "backbone": xception,
        "flat": flat,
        "later session": later_session,
        "nested": nested,
        "rich head": rich_head,
        "sequential": sequential,
        "preprocessed": preprocessed,
        "normalized": normalized,
        "twice nested": twice_nested,
        "flattened": flattened,
        "article": lambda: article(keras, shape, classes),
    }
    return builders[name](), takes_pixels


def fill(model, seed):
    """Random weights, the same ones for a seed, of a size at which neither activations nor answers run away."""
    import numpy as np

    random = np.random.default_rng(seed)

    def values(layer, index, shape):
        kind = type(layer).__name__
        if kind == "BatchNormalization":
            center, radius = [(1, 0.2), (0, 0.1), (0, 0.1), (1, 0.5)][index]
        elif len(shape) == 1:
            center, radius = 0, 0.05
        elif kind == "SeparableConv2D":
            center, radius = 0, (3 / (shape[0] * shape[1] if index == 0 else shape[2])) ** 0.5
        else:
            center, radius = 0, (6 / np.prod(shape[:-1])) ** 0.5
        return random.uniform(center - radius, center + radius, shape).astype(np.float32)

    for layer in flat_layers(model):
        if layer.weights and not type(layer).__name__.startswith(("Random", "Dropout", "Normalization")):
            layer.set_weights([values(layer, index, weight.shape) for index, weight in enumerate(layer.get_weights())])
