"""What a peer in Python answers: requests from standard input, one JSON object a line, each answered with a line.

A peer is an object with `load(model, setting, threads)` → versions, `prepare(images)` → the images in the layout that it
wants, and `run(prepared)` → probabilities `[N, classes]`. Images are `[N, 299, 299, 3]`, float32. What the libraries
print goes to standard error.
"""

import json
import os
import resource
import sys
import time
import traceback

answers = os.fdopen(os.dup(1), "w", encoding="utf8")
os.dup2(2, 1)

import numpy as np

import pictures

SIDE = 299


class Service:
    def __init__(self, peer):
        self.peer = peer
        self.inputs = {}

    def load(self, model, setting, threads):
        return self.peer.load(model, setting, threads)

    def run(self, input, batch, runs, scores=False):
        """Milliseconds of each run, from an array in memory to probabilities in memory."""
        prepared = self.prepared(input, batch)
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            result = self.peer.run(prepared)
            times.append((time.perf_counter() - start) * 1000)
        return {"ms": times, **({"scores": np.asarray(result, np.float64).tolist()} if scores else {})}

    def folder(self, files, batch):
        """Photographs from files to labels, in batches."""
        start = time.perf_counter()
        top = []
        for images in pictures.batches(files, SIDE, batch):
            top += np.asarray(self.peer.run(self.peer.prepare(images))).argmax(axis=1).tolist()
        return {"ms": (time.perf_counter() - start) * 1000, "top": top}

    def memory(self):
        return {"peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}

    def prepared(self, file, batch):
        if (file, batch) not in self.inputs:
            images = np.fromfile(file, np.float32).reshape(-1, SIDE, SIDE, 3)[:batch]
            self.inputs[file, batch] = self.peer.prepare(images)
        return self.inputs[file, batch]


def serve(peer):
    service = Service(peer)
    for line in sys.stdin:
        request = json.loads(line)
        try:
            answer = {"result": getattr(service, request["method"])(**request["params"])}
        except Exception:
            answer = {"error": traceback.format_exc()}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
