"""OpenVINO on the exported .onnx file, in float32 like all others."""

import peer

import numpy as np
import openvino as ov


class OpenVino:
    def load(self, model, setting, threads):
        core = ov.Core()
        config = {
            "PERFORMANCE_HINT": setting["hint"],
            "INFERENCE_PRECISION_HINT": "f32",
            "INFERENCE_NUM_THREADS": threads,
            **({"NUM_STREAMS": setting["streams"]} if "streams" in setting else {}),
        }
        self.compiled = core.compile_model(core.read_model(model), "CPU", config)
        # A batch as a batch, or its pictures side by side, one on each stream.
        self.queue = ov.AsyncInferQueue(self.compiled) if setting.get("sideBySide") else None
        self.request = self.compiled.create_infer_request()
        return {"openvino": ov.__version__.split("-")[0]}

    def prepare(self, images):
        return np.ascontiguousarray(images)

    def run(self, images):
        if self.queue is None or len(images) == 1:
            # Not with share_inputs: the runtime then writes into the caller's array, and later answers are others.
            return self.request.infer([images])[0]
        scores = [None] * len(images)

        def keep(request, index):
            scores[index] = request.get_output_tensor().data[0].copy()

        self.queue.set_callback(keep)
        for index in range(len(images)):
            self.queue.start_async([images[index : index + 1]], index)
        self.queue.wait_all()
        return np.stack(scores)


peer.serve(OpenVino())
