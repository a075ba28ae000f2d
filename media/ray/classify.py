"""Classifies a folder or bucket of pictures on a Ray cluster, and writes Parquet: python classify.py --help

What is done is not done again: run it anew after any interruption, and it goes on with the files that are left.
"""

import argparse
import json
import pathlib
import posixpath

import numpy as np
import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq
import ray

HERE = pathlib.Path(__file__).resolve().parent
JOB = json.loads((HERE / "job.json").read_text(encoding="utf-8"))
SCHEMA = pa.schema(
    [
        ("path", pa.string()),
        ("label", pa.string()),
        ("indices", pa.list_(pa.int32())),
        ("labels", pa.list_(pa.string())),
        ("probabilities", pa.list_(pa.float32())),
        ("error", pa.string()),
    ]
)


def place(uri):
    """A file system and a path in it, for s3://, gs://, abfs://, hdfs://, file:// or a local path."""
    if "://" in uri:
        return pafs.FileSystem.from_uri(uri)
    return pafs.LocalFileSystem(), str(pathlib.Path(uri).resolve())


def list_pictures(fs, folder):
    """All pictures beneath a folder, by name; hidden files and folders are left out."""
    found = fs.get_file_info(pafs.FileSelector(folder, recursive=True))
    wanted = tuple(JOB["extensions"])
    names = (entry.path for entry in found if entry.type == pafs.FileType.File)
    return sorted(
        name
        for name in names
        if name.lower().endswith(wanted)
        and not any(part.startswith(".") for part in posixpath.relpath(name, folder).split("/"))
    )


def already_done(fs, folder):
    """The paths of earlier runs; what a run left half written is removed."""
    done = set()
    for entry in fs.get_file_info(pafs.FileSelector(folder, allow_not_found=True)):
        if not entry.path.endswith(".parquet"):
            continue
        try:
            done.update(pq.read_table(entry.path, columns=["path"], filesystem=fs)["path"].to_pylist())
        except (pa.ArrowInvalid, OSError):
            fs.delete_file(entry.path)
    return done


def read(batch, fs):
    """Reads and decodes: a row for each path, with the model's input or the reason why there is none."""
    from prepare import NoPicture, prepare  # from the worker's copy of this folder

    side = JOB["input"]
    pixels, errors = [], []
    for path in batch["path"]:
        error = ""  # not None, which would become NaN on its way
        try:
            with fs.open_input_stream(path) as stream:
                picture = np.asarray(prepare(stream.read(), JOB), np.float32)
        except (NoPicture, OSError) as reason:
            picture, error = np.zeros((side["height"], side["width"], 3), np.float32), str(reason) or "it cannot be read"
        pixels.append(picture)
        errors.append(error)
    return {"path": batch["path"], "pixels": np.stack(pixels), "error": np.asarray(errors, object)}


class Classifier:
    """The model, once for each worker."""

    def __init__(self, threads):
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        wanted = ["CUDAExecutionProvider", "CPUExecutionProvider"]
        providers = [name for name in wanted if name in onnxruntime.get_available_providers()]
        self.session = onnxruntime.InferenceSession("model.onnx", options, providers=providers)
        self.facts = self.session.get_modelmeta().custom_metadata_map

    def __call__(self, batch):
        good = np.asarray([error == "" for error in batch["error"]], bool)
        rows = [None] * len(good)
        if good.any():
            for index, scores in zip(np.flatnonzero(good), self.probabilities(batch["pixels"][good])):
                rows[index] = scores
        best = [None if row is None else np.argsort(-row, kind="stable")[: JOB["top"]] for row in rows]
        labels = [None if top is None else [JOB["labels"][i] for i in top] for top in best]
        return pa.table(
            {
                "path": [str(path) for path in batch["path"]],
                "label": [None if names is None else names[0] for names in labels],
                "indices": [None if top is None else top.tolist() for top in best],
                "labels": labels,
                "probabilities": [None if top is None else row[top].tolist() for top, row in zip(best, rows)],
                "error": [str(error) or None for error in batch["error"]],
            },
            schema=SCHEMA,
        )

    def probabilities(self, pixels):
        from prepare import normalise

        if not self.facts["input"].startswith("bytes"):
            pixels = normalise(pixels, JOB["preprocessing"]["normalization"])
        if self.facts["layout"] == "NCHW":
            pixels = np.ascontiguousarray(pixels.transpose(0, 3, 1, 2))
        (scores,) = self.session.run(None, {self.session.get_inputs()[0].name: pixels})
        if self.facts["output"] != "logits":
            return scores
        powers = np.exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True))
        return (powers / powers.sum(axis=1, keepdims=True)).astype(np.float32)


def workers_that_fit(wanted, cpus):
    """One CPU is left for what is no worker: without it nothing would ever be written."""
    there = ray.cluster_resources().get("CPU", 1)
    fitting = max(1, int((there - 1) / cpus))
    if wanted > fitting:
        print(f"{wanted} workers with {cpus} CPUs each wait for more than the {there:g} CPUs there are now", flush=True)
    return wanted or fitting


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", default=JOB["source"], help="folder or URI of the pictures")
    parser.add_argument("--out", default=str(HERE / "results"), help="folder or URI for the Parquet files")
    parser.add_argument("--workers", type=int, default=0, help="copies of the model; as many as fit by default")
    parser.add_argument("--cpus", type=float, default=1, help="CPUs for each of them; a share is fine")
    parser.add_argument("--gpus", type=float, default=0, help="GPUs for each of them; a share is fine")
    parser.add_argument("--batch", type=int, default=32, help="pictures that are run at once")
    parser.add_argument("--rows", type=int, default=1000, help="pictures in one Parquet file: what an interruption costs")
    parser.add_argument("--address", default=None, help="of the Ray cluster; without it RAY_ADDRESS, else this machine")
    args = parser.parse_args()

    source_fs, source = place(args.source)
    out_fs, out = place(args.out)
    out_fs.create_dir(out, recursive=True)
    files = list_pictures(source_fs, source)
    done = already_done(out_fs, out)
    left = [name for name in files if name not in done]
    print(f"{len(files)} pictures, {len(files) - len(left)} done before, {len(left)} to do", flush=True)
    if not left:
        return

    # Every worker gets a copy of this folder, and works in it.
    ray.init(address=args.address, runtime_env={"working_dir": str(HERE), "excludes": ["results", "venv"]})
    blocks = -(-len(left) // args.rows)
    compute = ray.data.ActorPoolStrategy(size=workers_that_fit(args.workers, args.cpus))
    (
        ray.data.from_arrow(pa.table({"path": left}))
        .repartition(blocks)
        .map_batches(read, batch_size=args.batch, fn_kwargs={"fs": source_fs})
        .map_batches(
            Classifier,
            fn_constructor_args=(max(1, int(args.cpus)),),
            batch_size=args.batch,
            compute=compute,
            num_cpus=args.cpus,
            num_gpus=args.gpus or None,
        )
        .write_parquet(out, filesystem=out_fs)
    )
    print(f"{len(left)} pictures classified into {args.out}", flush=True)


if __name__ == "__main__":
    main()
