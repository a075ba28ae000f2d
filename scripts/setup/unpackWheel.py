"""Unpack some files of a wheel: unpackWheel.py WHEEL FOLDER RULES.

RULES is a JSON list of {"glob": …, "strip": …}: every member that matches the glob is written under FOLDER by its name
without the prefix. Prints a JSON list with the number of files per rule.
"""

import fnmatch
import json
import os
import shutil
import sys
import zipfile


def main():
    wheel, folder, rules = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    counts = [0] * len(rules)
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            for index, rule in enumerate(rules):
                if member.filename.endswith("/") or not fnmatch.fnmatchcase(member.filename, rule["glob"]):
                    continue
                name = member.filename
                if name.startswith(rule["strip"]):
                    name = name[len(rule["strip"]) :]
                if name.startswith(("/", "\\")) or ":" in name or ".." in name.replace("\\", "/").split("/"):
                    sys.exit("refused: the wheel has a file named " + member.filename)
                # Whoever waits for this may have been killed, and another process may have cleared the folder away.
                if not os.path.isdir(folder):
                    sys.exit("stopped: the folder " + folder + " is gone")
                target = os.path.join(folder, *name.split("/"))
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with archive.open(member) as source, open(target, "wb") as sink:
                    shutil.copyfileobj(source, sink, 1 << 20)
                counts[index] += 1
                break
    print(json.dumps(counts))


main()
