"""Times PyTorch's training step for bench_core, which talks to it by lines of text.

    prepare H W KH KW RATE FILE   FILE holds x, the target and the kernel as float32; it is
                                  overwritten by the kernel after one step. Answer: "ready"
    run                           makes some steps. Answer: seconds a step
"""

import numpy
import torch
from pytorch_worker import serve


class Step:
    """The loop of Dive into Deep Learning 6.2.4, eager, on one thread."""

    def __init__(self, input_shape, kernel_shape, rate, file):
        output_shape = [n - k + 1 for n, k in zip(input_shape, kernel_shape)]
        numbers = numpy.fromfile(file, dtype=numpy.float32)
        counts = [numpy.prod(shape) for shape in (input_shape, output_shape)]
        x, target, kernel = numpy.split(numbers, numpy.cumsum(counts))
        self.x = torch.tensor(x.reshape(1, 1, *input_shape))
        self.target = torch.tensor(target.reshape(1, 1, *output_shape))
        self.layer = torch.nn.Conv2d(1, 1, kernel_size=kernel_shape, bias=False)
        self.layer.weight.data[:] = torch.tensor(kernel.reshape(1, 1, *kernel_shape))
        self.rate = rate

    def make(self):
        loss = (self.layer(self.x) - self.target) ** 2
        self.layer.zero_grad()
        loss.sum().backward()
        self.layer.weight.data[:] -= self.rate * self.layer.weight.grad

    def kernel(self):
        return self.layer.weight.detach().numpy()


def prepare(words):
    torch.set_num_threads(1)
    h, w, kh, kw = map(int, words[:4])
    file = words[5]
    step = Step((h, w), (kh, kw), float(words[4]), file)
    step.make()
    step.kernel().tofile(file)
    return step


serve(prepare)
