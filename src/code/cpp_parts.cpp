#include "code/cpp_parts.h"

#include <iterator>

#include "code/script_steps.h"

namespace convlens {
namespace {

constexpr const char* kTypes = R"(
// Channels of numbers, row by row.
struct Tensor {
  int channels, rows, cols;
  std::vector<double> values;

  double& at(int c, int i, int j) { return values[(std::size_t(c) * rows + i) * cols + j]; }
  double at(int c, int i, int j) const { return values[(std::size_t(c) * rows + i) * cols + j]; }
};
struct Size { int rows, cols; };
struct Sides { int top, bottom, left, right; };

Tensor zeros(int channels, int rows, int cols, double value = 0) {
  return {channels, rows, cols, std::vector<double>(std::size_t(channels) * rows * cols, value)};
}
)";

constexpr const char* kKernels = R"(
// The kernels of a layer; of a convolution first is the output channel.
struct Kernels {
  int first, second, rows, cols;
  std::vector<double> values;

  double& at(int f, int s, int i, int j) {
    return values[((std::size_t(f) * second + s) * rows + i) * cols + j];
  }
  double at(int f, int s, int i, int j) const {
    return values[((std::size_t(f) * second + s) * rows + i) * cols + j];
  }
};
)";

constexpr const char* kLoad = R"(
// The float32 numbers of a .npy file.
std::vector<double> load(const char* name) {
  std::ifstream file(name, std::ios::binary);
  unsigned char head[10];
  if (!file.read(reinterpret_cast<char*>(head), 10)) {
    std::cerr << "There is no file " << name << ".\n";
    std::exit(1);
  }
  file.seekg(10 + head[8] + 256 * head[9]);
  std::vector<double> values;
  for (float value; file.read(reinterpret_cast<char*>(&value), 4);) values.push_back(value);
  return values;
}
)";

constexpr const char* kFlip = R"(
Kernels flip(Kernels W) {
  const std::ptrdiff_t count = W.rows * W.cols;
  for (auto k = W.values.begin(); k != W.values.end(); k += count) std::reverse(k, k + count);
  return W;
}
)";

constexpr const char* kPad = R"(
// X with rows and columns of one value around it.
Tensor pad(const Tensor& X, Sides p, double value = 0) {
  Tensor Y = zeros(X.channels, X.rows + p.top + p.bottom, X.cols + p.left + p.right, value);
  for (int c = 0; c < X.channels; ++c)
    for (int i = 0; i < X.rows; ++i)
      for (int j = 0; j < X.cols; ++j) Y.at(c, i + p.top, j + p.left) = X.at(c, i, j);
  return Y;
}
)";

constexpr const char* kCut = R"(
// The part of X of that size, from row top and column left on.
Tensor cut(const Tensor& X, int top, int left, Size size) {
  Tensor Y = zeros(X.channels, size.rows, size.cols);
  for (int c = 0; c < Y.channels; ++c)
    for (int i = 0; i < Y.rows; ++i)
      for (int j = 0; j < Y.cols; ++j) Y.at(c, i, j) = X.at(c, i + top, j + left);
  return Y;
}
)";

constexpr const char* kCell = R"(
enum class Border { reflect, symmetric, replicate, circular };

// The cell of 0..n-1 that stands for cell i.
int cell(int i, int n, Border border) {
  if (border == Border::replicate) return std::clamp(i, 0, n - 1);
  const int turn = border == Border::circular    ? n
                   : border == Border::symmetric ? 2 * n
                                                 : std::max(2 * n - 2, 1);
  const int m = (i % turn + turn) % turn;
  if (border == Border::circular) return m;
  return std::min(m, (border == Border::symmetric ? turn - 1 : turn) - m);
}
)";

constexpr const char* kPadRepeating = R"(
// X with rows and columns of its own around it.
Tensor pad_repeating(const Tensor& X, Sides p, Border border) {
  Tensor Y = zeros(X.channels, X.rows + p.top + p.bottom, X.cols + p.left + p.right);
  for (int c = 0; c < Y.channels; ++c)
    for (int i = 0; i < Y.rows; ++i)
      for (int j = 0; j < Y.cols; ++j)
        Y.at(c, i, j) = X.at(c, cell(i - p.top, X.rows, border), cell(j - p.left, X.cols, border));
  return Y;
}
)";

constexpr const char* kUnpadRepeating = R"(
// Adds what the rows and columns of pad_repeating get to where they come from.
Tensor unpad_repeating(const Tensor& D, const Tensor& X, Sides p, Border border) {
  Tensor G = zeros(X.channels, X.rows, X.cols);
  for (int c = 0; c < D.channels; ++c)
    for (int i = 0; i < D.rows; ++i)
      for (int j = 0; j < D.cols; ++j)
        G.at(c, cell(i - p.top, X.rows, border), cell(j - p.left, X.cols, border)) += D.at(c, i, j);
  return G;
}
)";

constexpr const char* kAddBias = R"(
Tensor add_bias(Tensor Y, const std::vector<double>& b) {
  for (int o = 0; o < Y.channels; ++o)
    for (int i = 0; i < Y.rows; ++i)
      for (int j = 0; j < Y.cols; ++j) Y.at(o, i, j) += b[o];
  return Y;
}
)";

constexpr const char* kConv2d = R"(
// Slides every kernel of W over its group of channels of X and sums the products.
Tensor conv2d(const Tensor& X, const Kernels& W, Size stride = {1, 1}, Size dilation = {1, 1},
              int groups = 1) {
  Tensor Y = zeros(W.first, (X.rows - dilation.rows * (W.rows - 1) - 1) / stride.rows + 1,
                   (X.cols - dilation.cols * (W.cols - 1) - 1) / stride.cols + 1);
  for (int o = 0; o < Y.channels; ++o) {
    const int first = o / (W.first / groups) * W.second;
    for (int i = 0; i < Y.rows; ++i)
      for (int j = 0; j < Y.cols; ++j)
        for (int c = 0; c < W.second; ++c)
          for (int a = 0; a < W.rows; ++a)
            for (int b = 0; b < W.cols; ++b)
              Y.at(o, i, j) += W.at(o, c, a, b) * X.at(first + c, i * stride.rows + a * dilation.rows,
                                                       j * stride.cols + b * dilation.cols);
  }
  return Y;
}
)";

constexpr const char* kSpread2d = R"(
// Adds every kernel of W, times each element of X, to an output of that size.
Tensor spread2d(const Tensor& X, const Kernels& W, Size size, Size stride = {1, 1},
                Size dilation = {1, 1}, int groups = 1) {
  Tensor Y = zeros(groups * W.second, size.rows, size.cols);
  for (int c = 0; c < X.channels; ++c) {
    const int first = c / (W.first / groups) * W.second;
    for (int i = 0; i < X.rows; ++i)
      for (int j = 0; j < X.cols; ++j)
        for (int o = 0; o < W.second; ++o)
          for (int a = 0; a < W.rows; ++a)
            for (int b = 0; b < W.cols; ++b)
              Y.at(first + o, i * stride.rows + a * dilation.rows,
                   j * stride.cols + b * dilation.cols) += W.at(c, o, a, b) * X.at(c, i, j);
  }
  return Y;
}
)";

constexpr const char* kConv2dWeights = R"(
// The slopes of the loss by the weights W of conv2d, from D, those by its output.
Kernels conv2d_weights(const Tensor& X, const Tensor& D, const Kernels& W, Size stride = {1, 1},
                       Size dilation = {1, 1}, int groups = 1) {
  Kernels G{W.first, W.second, W.rows, W.cols, std::vector<double>(W.values.size())};
  for (int o = 0; o < D.channels; ++o) {
    const int first = o / (W.first / groups) * W.second;
    for (int i = 0; i < D.rows; ++i)
      for (int j = 0; j < D.cols; ++j)
        for (int c = 0; c < W.second; ++c)
          for (int a = 0; a < W.rows; ++a)
            for (int b = 0; b < W.cols; ++b)
              G.at(o, c, a, b) += D.at(o, i, j) * X.at(first + c, i * stride.rows + a * dilation.rows,
                                                       j * stride.cols + b * dilation.cols);
  }
  return G;
}
)";

constexpr const char* kBiasSlopes = R"(
std::vector<double> bias_slopes(const Tensor& D) {
  std::vector<double> G(D.channels);
  for (int o = 0; o < D.channels; ++o)
    for (int i = 0; i < D.rows; ++i)
      for (int j = 0; j < D.cols; ++j) G[o] += D.at(o, i, j);
  return G;
}
)";

constexpr const char* kLargest = R"(
// The first largest number that the window sees from output (i, j) of channel c.
Size largest(const Tensor& X, int c, int i, int j, Size window, Size stride, Size dilation) {
  Size best{i * stride.rows, j * stride.cols};
  for (int a = 0; a < window.rows; ++a)
    for (int b = 0; b < window.cols; ++b) {
      const Size at{i * stride.rows + a * dilation.rows, j * stride.cols + b * dilation.cols};
      const double value = X.at(c, at.rows, at.cols);
      if (value > X.at(c, best.rows, best.cols) || std::isnan(value)) best = at;
    }
  return best;
}
)";

constexpr const char* kMaxPool = R"(
// The largest number in each position of the window.
Tensor max_pool(const Tensor& X, Size window, Size stride, Size dilation = {1, 1}) {
  Tensor Y = zeros(X.channels, (X.rows - dilation.rows * (window.rows - 1) - 1) / stride.rows + 1,
                   (X.cols - dilation.cols * (window.cols - 1) - 1) / stride.cols + 1);
  for (int c = 0; c < Y.channels; ++c)
    for (int i = 0; i < Y.rows; ++i)
      for (int j = 0; j < Y.cols; ++j) {
        const Size at = largest(X, c, i, j, window, stride, dilation);
        Y.at(c, i, j) = X.at(c, at.rows, at.cols);
      }
  return Y;
}
)";

constexpr const char* kMaxPoolBack = R"(
// Gives D to the first largest number of each position of the window.
Tensor max_pool_back(const Tensor& X, const Tensor& D, Size window, Size stride,
                     Size dilation = {1, 1}) {
  Tensor G = zeros(X.channels, X.rows, X.cols);
  for (int c = 0; c < D.channels; ++c)
    for (int i = 0; i < D.rows; ++i)
      for (int j = 0; j < D.cols; ++j) {
        const Size at = largest(X, c, i, j, window, stride, dilation);
        G.at(c, at.rows, at.cols) += D.at(c, i, j);
      }
  return G;
}
)";

constexpr const char* kWindowSum = R"(
// The sum of each position of the window.
Tensor window_sum(const Tensor& X, Size window, Size stride) {
  Tensor Y = zeros(X.channels, (X.rows - window.rows) / stride.rows + 1,
                   (X.cols - window.cols) / stride.cols + 1);
  for (int c = 0; c < Y.channels; ++c)
    for (int i = 0; i < Y.rows; ++i)
      for (int j = 0; j < Y.cols; ++j)
        for (int a = 0; a < window.rows; ++a)
          for (int b = 0; b < window.cols; ++b)
            Y.at(c, i, j) += X.at(c, i * stride.rows + a, j * stride.cols + b);
  return Y;
}
)";

constexpr const char* kWindowSumBack = R"(
// Gives D to every number of each position of the window.
Tensor window_sum_back(const Tensor& D, const Tensor& X, Size window, Size stride) {
  Tensor G = zeros(X.channels, X.rows, X.cols);
  for (int c = 0; c < D.channels; ++c)
    for (int i = 0; i < D.rows; ++i)
      for (int j = 0; j < D.cols; ++j)
        for (int a = 0; a < window.rows; ++a)
          for (int b = 0; b < window.cols; ++b)
            G.at(c, i * stride.rows + a, j * stride.cols + b) += D.at(c, i, j);
  return G;
}
)";

constexpr const char* kDivided = R"(
// X divided by the one channel of counts.
Tensor divided(Tensor X, const Tensor& counts) {
  for (int c = 0; c < X.channels; ++c)
    for (int i = 0; i < X.rows; ++i)
      for (int j = 0; j < X.cols; ++j) X.at(c, i, j) /= counts.at(0, i, j);
  return X;
}
)";

constexpr const char* kEach = R"(
template <class Function>
Tensor each(Tensor X, Function function) {
  for (double& x : X.values) x = function(x);
  return X;
}
)";

constexpr const char* kSloped = R"(
// D times the slope of an activation, as a function of the numbers of X.
template <class Function>
Tensor sloped(Tensor D, const Tensor& X, Function slope) {
  for (std::size_t i = 0; i < D.values.size(); ++i) D.values[i] *= slope(X.values[i]);
  return D;
}
)";

constexpr const char* kPrint = R"(
void print(const std::vector<double>& values, int cols) {
  for (std::size_t i = 0; i < values.size(); ++i)
    std::cout << values[i] << ((i + 1) % cols == 0 ? '\n' : ' ');
}
)";

/// In the order of a script: what is called stands before what calls it.
struct Part {
  const char* name;
  const char* text;
};
constexpr Part kParts[] = {{"load", kLoad},
                           {"flip", kFlip},
                           {"pad", kPad},
                           {"cut", kCut},
                           {"cell", kCell},
                           {"pad_repeating", kPadRepeating},
                           {"unpad_repeating", kUnpadRepeating},
                           {"add_bias", kAddBias},
                           {"conv2d", kConv2d},
                           {"spread2d", kSpread2d},
                           {"conv2d_weights", kConv2dWeights},
                           {"bias_slopes", kBiasSlopes},
                           {"largest", kLargest},
                           {"max_pool", kMaxPool},
                           {"max_pool_back", kMaxPoolBack},
                           {"window_sum", kWindowSum},
                           {"window_sum_back", kWindowSumBack},
                           {"divided", kDivided},
                           {"each", kEach},
                           {"sloped", kSloped},
                           {"print", kPrint}};

}  // namespace

std::string CppFunctionsFor(std::string_view script) {
  std::string functions;
  for (auto part = std::rbegin(kParts); part != std::rend(kParts); ++part) {
    if (Calls(script, part->name) || Calls(functions, part->name)) functions.insert(0, part->text);
  }
  if (functions.find("Kernels") != std::string::npos ||
      script.find("Kernels") != std::string_view::npos) {
    functions.insert(0, kKernels);
  }
  return kTypes + functions;
}

}  // namespace convlens
