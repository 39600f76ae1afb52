"""Times PyTorch's layers for bench_core, which talks to it by lines of text.

    prepare TASK RATE THREADS FILE C H W {KIND O K S P D G ACTIVATION}...
            TASK is forward, gradient or step. FILE holds x, of every convolution the weights
            and biases, and what is given (the output's gradient, or the target) as float32; it is
            overwritten by the first result. Answer: "ready"
    run     does it some times. Answer: seconds each
"""

import numpy
import torch
import torch.nn.functional as F
from pytorch_worker import mean_seconds, serve

ACTIVATIONS = {"none": lambda y: y, "relu": torch.relu, "sigmoid": torch.sigmoid}


class Layer:
    def __init__(self, words, channels, take):
        self.kind = words[0]
        self.outputs, self.side, self.stride, self.padding, self.dilation, self.groups = map(
            int, words[1:7])
        self.activation = ACTIVATIONS[words[7]]
        self.parameters = []
        if self.kind == "conv":
            weights = (self.outputs, channels // self.groups, self.side, self.side)
            self.parameters = [take(weights), take((self.outputs,))]

    def __call__(self, x):
        if self.kind == "max":
            return F.max_pool2d(x, self.side, self.stride, self.padding)
        if self.kind == "avg":
            return F.avg_pool2d(x, self.side, self.stride, self.padding)
        y = F.conv2d(x, *self.parameters, self.stride, self.padding, self.dilation, self.groups)
        return self.activation(y)


class Job:
    """Eager, in one memory layout: PyTorch's own, or channels last."""

    def __init__(self, words, numbers, channels_last):
        self.task, self.rate = words[0], float(words[1])
        shape = [1] + [int(word) for word in words[4:7]]
        self.place = 0

        def take(shape):
            count = int(numpy.prod(shape))
            part = torch.tensor(numbers[self.place:self.place + count].reshape(shape))
            self.place += count
            if channels_last and len(shape) == 4:
                part = part.contiguous(memory_format=torch.channels_last)
            return part

        self.x = take(shape)
        self.layers = []
        channels = shape[1]
        for i in range(7, len(words), 8):
            self.layers.append(Layer(words[i:i + 8], channels, take))
            channels = self.layers[-1].outputs
        self.parameters = [p for layer in self.layers for p in layer.parameters]
        if self.task == "forward":
            return
        for parameter in self.parameters:
            parameter.requires_grad = True
        if self.task == "gradient":
            self.x.requires_grad = True
            self.y = self.forward()
            self.given = take(list(self.y.shape))
        else:
            with torch.no_grad():
                shape = list(self.forward().shape)
            self.given = take(shape)

    def forward(self):
        y = self.x
        for layer in self.layers:
            y = layer(y)
        return y

    def make(self):
        if self.task == "forward":
            with torch.no_grad():
                return [self.forward()]
        if self.task == "gradient":
            wanted = [self.x, self.parameters[0]]
            return torch.autograd.grad(self.y, wanted, self.given, retain_graph=True)
        loss = ((self.forward() - self.given)**2).sum()
        for parameter in self.parameters:
            parameter.grad = None
        loss.backward()
        for parameter in self.parameters:
            parameter.data -= self.rate * parameter.grad
        return self.parameters


def prepare(words):
    torch.set_num_threads(int(words[2]))
    numbers = numpy.fromfile(words[3], dtype=numpy.float32)
    jobs = [Job(words, numbers, channels_last) for channels_last in (False, True)]
    result = [part.detach().contiguous().numpy().ravel() for part in jobs[0].make()]
    numpy.concatenate(result).tofile(words[3])
    return min(jobs, key=lambda job: min(mean_seconds(job.make, 1e-2) for _ in range(3)))


serve(prepare)
