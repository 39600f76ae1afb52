"""Runs every script of a folder in this one process, since PyTorch takes seconds to import, and
leaves what each prints beside it: a.py in a.out."""
import contextlib
import os
import pathlib
import sys
import traceback
import warnings

import numpy as np

# By itself neither library prints more than 1000 numbers.
np.set_printoptions(threshold=sys.maxsize)
if sys.argv[2] == "torch":
    import torch

    torch.set_printoptions(threshold=sys.maxsize)

warnings.simplefilter("error", SyntaxWarning)
os.chdir(sys.argv[1])
for script in sorted(pathlib.Path(".").glob("*.py")):
    with open(script.with_suffix(".out"), "w") as out, contextlib.redirect_stdout(out):
        try:
            exec(compile(script.read_text(), script, "exec"), {"__name__": "__main__"})
        except Exception:
            print("ERROR", traceback.format_exc())
