"""PyTorch on the exported .safetensors file: the network of xception_torch.py, eager or traced and frozen."""

import peer

import torch

import xception_torch


class Torch:
    def load(self, model, setting, threads):
        torch.set_num_threads(threads)
        self.format = torch.channels_last if setting["layout"] == "channels_last" else torch.contiguous_format
        network = xception_torch.load(model).to(memory_format=self.format)
        with torch.inference_mode():
            if setting["way"] != "eager":
                example = torch.zeros(1, 3, peer.SIDE, peer.SIDE).contiguous(memory_format=self.format)
                network = torch.jit.freeze(torch.jit.trace(network, example))
                if setting["way"] == "optimized":
                    network = torch.jit.optimize_for_inference(network)
        self.network = network
        return {"torch": torch.__version__.split("+")[0]}

    def prepare(self, images):
        return torch.from_numpy(images.copy()).permute(0, 3, 1, 2).contiguous(memory_format=self.format)

    def run(self, images):
        with torch.inference_mode():
            return self.network(images).numpy()


peer.serve(Torch())
