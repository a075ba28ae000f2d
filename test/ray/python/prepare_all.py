"""Prepares each listed picture in each listed way with a job's prepare.py, and writes the bytes: JOBDIR REQUESTS OUT"""

import json
import pathlib
import sys

import numpy as np

job_folder, requests, out = map(pathlib.Path, sys.argv[1:])
sys.path.insert(0, str(job_folder))
from prepare import NoPicture, prepare  # noqa: E402

answers = []
for number, request in enumerate(json.loads(requests.read_text(encoding="utf-8"))):
    try:
        picture = prepare(pathlib.Path(request["file"]).read_bytes(), request)
        np.ascontiguousarray(picture, np.float32).tofile(out / f"{number}.f32")
        answers.append(None)
    except NoPicture as reason:
        answers.append(str(reason))
(out / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
