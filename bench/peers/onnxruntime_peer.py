"""ONNX Runtime on the exported .onnx file."""

import peer

import onnxruntime as ort


class OnnxRuntime:
    def load(self, model, setting, threads):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.graph_optimization_level = getattr(ort.GraphOptimizationLevel, setting["level"])
        if setting.get("spinning") is False:
            options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.session = ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        (self.input,) = [given.name for given in self.session.get_inputs()]
        return {"onnxruntime": ort.__version__}

    def prepare(self, images):
        return images

    def run(self, images):
        (scores,) = self.session.run(None, {self.input: images})
        return scores


peer.serve(OnnxRuntime())
