"""Class activation maps by Keras and tf.GradientTape, from the score before softmax."""

import tensorflow as tf


def class_maps(model, image, layer, class_index):
    """Grad-CAM (Selvaraju et al. 2017) and Grad-CAM++ (Chattopadhyay et al. 2018) of one class at one layer."""
    maps_and_features, head = halves(model, layer)
    with tf.GradientTape() as tape:
        image = tf.constant(image)
        tape.watch(image)
        maps, value = maps_and_features(image, training=False)
        for step in head:
            value = step(value, training=False)
        chosen = int(tf.argmax(value[0])) if class_index is None else class_index
        score = value[0, chosen]
    gradient = tape.gradient(score, maps)
    weights = tf.reduce_mean(gradient, axis=(1, 2))
    second = tf.exp(score) * gradient**2
    third = tf.exp(score) * gradient**3
    alpha = tf.math.divide_no_nan(second, 2 * second + third * tf.reduce_sum(maps, axis=(1, 2), keepdims=True))
    plus_weights = tf.reduce_sum(alpha * tf.nn.relu(tf.exp(score) * gradient), axis=(1, 2))
    return {
        "classIndex": chosen,
        "score": float(score),
        "shape": list(maps.shape[1:3]),
        "gradcam": weighted(maps, weights),
        "gradcam++": weighted(maps, plus_weights),
    }


def weighted(maps, weights):
    total = tf.reduce_sum(maps * weights[:, None, None, :], axis=-1)
    return tf.nn.relu(total)[0].numpy().ravel().tolist()


def halves(model, layer):
    """The model up to its last feature maps, giving those of the layer too; and the layers behind."""
    nested = next((part for part in model.layers if hasattr(part, "layers")), None)
    backbone = nested or model
    end = backbone.layers[-1] if nested else model.get_layer("block14_sepconv2_act")
    both = type(backbone)(backbone.inputs, [backbone.get_layer(layer).output, end.output])
    owner = model if nested else backbone
    last = owner.layers.index(nested or end)
    head = [part for part in owner.layers[last + 1 :] if type(part).__name__ != "Softmax"]
    return both, [without_softmax(part) for part in head]


def without_softmax(layer):
    """Scores, not probabilities, are explained."""
    if getattr(layer, "activation", None) is not None and layer.activation.__name__ in ("softmax", "sigmoid"):

        def scores(value, training):
            return tf.matmul(value, layer.kernel) + layer.bias

        return scores
    return layer
