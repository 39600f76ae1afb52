"""What both scripts that time PyTorch for bench_core do alike."""

import sys
import time


def mean_seconds(make, least=2e-3):
    """The mean time of make() over at least `least` seconds."""
    times = 1
    while True:
        begin = time.perf_counter()
        for _ in range(times):
            make()
        passed = time.perf_counter() - begin
        if passed > least:
            return passed / times
        times *= 2


def serve(prepare):
    """Answers bench_core's lines: "prepare ..." makes a job by prepare(words), "run" times it."""
    job = None
    for line in sys.stdin:
        words = line.split()
        if words[0] == "prepare":
            job = prepare(words[1:])
            print("ready", flush=True)
        else:
            print(mean_seconds(job.make), flush=True)
