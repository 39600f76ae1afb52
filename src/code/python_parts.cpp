#include "code/python_parts.h"

#include <iterator>

#include "code/script_steps.h"

namespace convlens {
namespace {

// In our own wording. Arrays are [channels, rows, columns], and weights [first, second, rows,
// columns] as in PyTorch.

constexpr const char* kCorr2d = R"(
def corr2d(X, K):
    """Cross-correlation: lay K on every part of X that it covers, and sum the products."""
    h, w = K.shape
    Y = np.zeros((X.shape[0] - h + 1, X.shape[1] - w + 1))
    for i in range(Y.shape[0]):
        for j in range(Y.shape[1]):
            Y[i, j] = (X[i:i + h, j:j + w] * K).sum()
    return Y

)";

constexpr const char* kCorr2dBySciPy = R"(
def corr2d(X, K):
    """Cross-correlation of X with K, where K lies inside of X."""
    return signal.correlate2d(X, K, mode="valid")

)";

constexpr const char* kCells = R"(
def cells(n, before, after, border):
    """The cells of 0..n-1 that stand for those from -before to n+after-1."""
    at = np.arange(-before, n + after)
    if border == "replicate":
        return np.clip(at, 0, n - 1)
    if border == "circular":
        return at % n
    turn = 2 * n if border == "symmetric" else max(2 * n - 2, 1)
    return np.minimum(at % turn, (2 * n - 1 if border == "symmetric" else turn) - at % turn)

)";

constexpr const char* kPad = R"(
def pad(X, top, bottom, left, right, value=0):
    """X with rows and columns of one value around it."""
    return np.pad(X, ((0, 0), (top, bottom), (left, right)), constant_values=value)

)";

constexpr const char* kPadRepeating = R"(
def pad_repeating(X, top, bottom, left, right, border):
    """X with rows and columns of its own around it."""
    rows = cells(X.shape[1], top, bottom, border)
    return X[:, rows][:, :, cells(X.shape[2], left, right, border)]

)";

constexpr const char* kSeen = R"(
def seen(P, i, j, size, stride, dilation):
    """What cell (i, j) of the window lies on, for each of size outputs: a view of P."""
    top, left = i * dilation[0], j * dilation[1]
    return P[:, top:top + (size[0] - 1) * stride[0] + 1:stride[0],
             left:left + (size[1] - 1) * stride[1] + 1:stride[1]]

)";

constexpr const char* kSteps = R"(
def steps_of(X, window, stride, dilation):
    """How many positions the window has in X, downwards and to the right."""
    return [(X.shape[i + 1] - dilation[i] * (window[i] - 1) - 1) // stride[i] + 1 for i in (0, 1)]

)";

constexpr const char* kConv2d = R"(
def conv2d(X, W, b, stride=(1, 1), dilation=(1, 1), groups=1):
    """Slides every kernel of W over its group of channels of X and sums the products."""
    size = steps_of(X, W.shape[2:], stride, dilation)
    Y = np.zeros((len(W), *size))
    for x, w, y in zip(np.split(X, groups), np.split(W, groups), np.split(Y, groups)):
        for i in range(W.shape[2]):
            for j in range(W.shape[3]):
                y += np.tensordot(w[:, :, i, j], seen(x, i, j, size, stride, dilation), 1)
    return Y + b[:, None, None]

)";

constexpr const char* kSpread2d = R"(
def spread2d(X, W, size, stride=(1, 1), dilation=(1, 1), groups=1):
    """Adds every kernel of W, times each element of X, to an output of that size."""
    Y = np.zeros((groups * W.shape[1], *size))
    for x, w, y in zip(np.split(X, groups), np.split(W, groups), np.split(Y, groups)):
        for i in range(W.shape[2]):
            for j in range(W.shape[3]):
                part = seen(y, i, j, X.shape[1:], stride, dilation)
                part += np.tensordot(w[:, :, i, j].T, x, 1)
    return Y

)";

constexpr const char* kWindows = R"(
def windows(X, window, stride, dilation):
    """For each cell of the window what it lies on."""
    size = steps_of(X, window, stride, dilation)
    return np.stack([seen(X, i, j, size, stride, dilation)
                     for i in range(window[0]) for j in range(window[1])])

)";

constexpr const char* kMaxPool = R"(
def max_pool(X, window, stride, dilation=(1, 1)):
    """The largest number in each position of the window."""
    return windows(X, window, stride, dilation).max(0)

)";

constexpr const char* kWindowSum = R"(
def window_sum(X, window, stride):
    """The sum of each position of the window."""
    size = steps_of(X, window, stride, (1, 1))
    return sum(seen(X, i, j, size, stride, (1, 1))
               for i in range(window[0]) for j in range(window[1]))

)";

constexpr const char* kSigmoid = R"(
def sigmoid(X):
    return 0.5 + 0.5 * np.tanh(0.5 * X)

)";

constexpr const char* kConv2dWeights = R"(
def conv2d_weights(X, D, shape, stride=(1, 1), dilation=(1, 1), groups=1):
    """What each weight of conv2d changes the loss by, from D, what each output does."""
    G = np.zeros(shape)
    for x, d, g in zip(np.split(X, groups), np.split(D, groups), np.split(G, groups)):
        for i in range(shape[2]):
            for j in range(shape[3]):
                part = seen(x, i, j, D.shape[1:], stride, dilation)
                g[:, :, i, j] = np.tensordot(d, part, ((1, 2), (1, 2)))
    return G

)";

constexpr const char* kMaxPoolBack = R"(
def max_pool_back(X, D, window, stride, dilation=(1, 1)):
    """Gives D to the first largest number of each position of the window."""
    G, largest = np.zeros(X.shape), windows(X, window, stride, dilation).argmax(0)
    for k in range(window[0] * window[1]):
        part = seen(G, k // window[1], k % window[1], D.shape[1:], stride, dilation)
        part += D * (largest == k)
    return G

)";

constexpr const char* kWindowSumBack = R"(
def window_sum_back(D, shape, window, stride):
    """Gives D to every number of each position of the window."""
    G = np.zeros(shape)
    for i in range(window[0]):
        for j in range(window[1]):
            part = seen(G, i, j, D.shape[1:], stride, (1, 1))
            part += D
    return G

)";

constexpr const char* kUnpadRepeating = R"(
def unpad_repeating(D, shape, top, bottom, left, right, border):
    """Adds what the rows and columns of pad_repeating get to where they come from."""
    G = np.zeros(shape)
    rows = cells(shape[1], top, bottom, border)
    cols = cells(shape[2], left, right, border)
    np.add.at(G, (slice(None), rows[:, None], cols), D)
    return G

)";

constexpr const char* kSpreadOut = R"(
def spread_out(K, step):
    """K with step - 1 zeros between its rows and between its columns."""
    wide = np.zeros([(n - 1) * s + 1 for n, s in zip(K.shape, step)])
    wide[::step[0], ::step[1]] = K
    return wide

)";

constexpr const char* kConv2dBySciPy = R"(
def conv2d(X, W, b, stride=(1, 1), dilation=(1, 1), groups=1):
    """Correlates every kernel of W with its channel of X, and sums over the channels."""
    Y = []
    for o, kernels in enumerate(W):
        first = o // (len(W) // groups) * len(kernels)
        Y.append(sum(signal.correlate2d(X[first + c], spread_out(K, dilation), mode="valid")
                     for c, K in enumerate(kernels)))
    return np.stack(Y)[:, ::stride[0], ::stride[1]] + b[:, None, None]

)";

constexpr const char* kSpread2dBySciPy = R"(
def spread2d(X, W, size, stride=(1, 1), dilation=(1, 1), groups=1):
    """Convolves the elements of X, a stride apart, with every kernel of W, and sums."""
    Y, inputs, outputs = np.zeros((groups * W.shape[1], *size)), len(X) // groups, W.shape[1]
    for c in range(len(X)):
        for o in range(outputs):
            Y[c // inputs * outputs + o] += signal.convolve2d(
                spread_out(X[c], stride), spread_out(W[c, o], dilation), mode="full")
    return Y

)";

constexpr const char* kMaxPoolBySciPy = R"(
def max_pool(X, window, stride, dilation=(1, 1)):
    """The largest number in each position of the window: SciPy's filter centres it."""
    span = [d * (k - 1) + 1 for d, k in zip(dilation, window)]
    footprint = np.zeros(span)
    footprint[::dilation[0], ::dilation[1]] = 1
    top, left = span[0] // 2, span[1] // 2
    Y = ndimage.maximum_filter(X, footprint=footprint[None], mode="constant", cval=-np.inf)
    return Y[:, top:top + X.shape[1] - span[0] + 1:stride[0],
             left:left + X.shape[2] - span[1] + 1:stride[1]]

)";

constexpr const char* kWindowSumBySciPy = R"(
def window_sum(X, window, stride):
    """The sum of each position of the window."""
    sums = [signal.correlate2d(x, np.ones(window), mode="valid") for x in X]
    return np.stack(sums)[:, ::stride[0], ::stride[1]]

)";

/// A function, and how NumPy and SciPy write it; nullptr where it has no need of it.
struct Part {
  const char* name;
  const char* numpy;
  const char* scipy;
};

/// In the order of a script: what is called stands before what calls it.
constexpr Part kParts[] = {{"corr2d", kCorr2d, kCorr2dBySciPy},
                           {"cells", kCells, kCells},
                           {"seen", kSeen, nullptr},
                           {"steps_of", kSteps, nullptr},
                           {"spread_out", nullptr, kSpreadOut},
                           {"pad", kPad, kPad},
                           {"pad_repeating", kPadRepeating, kPadRepeating},
                           {"unpad_repeating", kUnpadRepeating, nullptr},
                           {"conv2d", kConv2d, kConv2dBySciPy},
                           {"spread2d", kSpread2d, kSpread2dBySciPy},
                           {"conv2d_weights", kConv2dWeights, nullptr},
                           {"windows", kWindows, nullptr},
                           {"max_pool", kMaxPool, kMaxPoolBySciPy},
                           {"max_pool_back", kMaxPoolBack, nullptr},
                           {"window_sum", kWindowSum, kWindowSumBySciPy},
                           {"window_sum_back", kWindowSumBack, nullptr},
                           {"sigmoid", kSigmoid, kSigmoid}};

}  // namespace

std::string PythonFunctionsFor(std::string_view script, PythonLibrary library) {
  std::string functions;
  for (auto part = std::rbegin(kParts); part != std::rend(kParts); ++part) {
    const char* text = library == PythonLibrary::kSciPy ? part->scipy : part->numpy;
    if (text == nullptr) continue;
    if (Calls(script, part->name) || Calls(functions, part->name)) functions.insert(0, text);
  }
  return functions;
}

}  // namespace convlens
