#include "layer/settings/stack_presets.h"

#include "core/grid/random.h"
#include "layer/settings/stack_text.h"

namespace convlens {
namespace {

constexpr float kBook[] = {0, 1,  //
                           2, 3};
constexpr float kSobelLeft[] = {1, 0, -1,  //
                                2, 0, -2,  //
                                1, 0, -1};
constexpr float kNinth = 1.0F / 9.0F;
constexpr float kMean[] = {kNinth, kNinth, kNinth,  //
                           kNinth, kNinth, kNinth,  //
                           kNinth, kNinth, kNinth};

constexpr Activation kReLU = Activation::kReLU;
constexpr Activation kSigmoid = Activation::kSigmoid;
constexpr Activation kNone = Activation::kNone;

constexpr PresetLayer kTwo[] = {{"k2", 1, kNone, kBook}, {"k2", 1, kNone, kBook}};
constexpr PresetLayer kEdgeThenPool[] = {{"k3p1", 1, kReLU, kSobelLeft}, {"max:k2s2"}};
constexpr PresetLayer kDilated[] = {
    {"k3p1", 1, kNone, kMean}, {"k3p2d2", 1, kNone, kMean}, {"k3p4d4", 1, kNone, kMean}};
constexpr PresetLayer kLeNet[] = {
    {"k5p2", 6, kSigmoid}, {"avg:k2s2"}, {"k5", 16, kSigmoid}, {"avg:k2s2"}};
constexpr PresetLayer kAlexNet[] = {
    {"k11s4", 64, kReLU}, {"max:k3s2"},         {"k5p2", 192, kReLU}, {"max:k3s2"},
    {"k3p1", 384, kReLU}, {"k3p1", 384, kReLU}, {"k3p1", 256, kReLU}, {"max:k3s2"}};
constexpr PresetLayer kVgg16[] = {{"k3p1", 64, kReLU},  {"k3p1", 64, kReLU},  {"max:k2s2"},
                                  {"k3p1", 128, kReLU}, {"k3p1", 128, kReLU}, {"max:k2s2"},
                                  {"k3p1", 256, kReLU}, {"k3p1", 256, kReLU}, {"k3p1", 256, kReLU},
                                  {"max:k2s2"},         {"k3p1", 512, kReLU}, {"k3p1", 512, kReLU},
                                  {"k3p1", 512, kReLU}, {"max:k2s2"},         {"k3p1", 512, kReLU},
                                  {"k3p1", 512, kReLU}, {"k3p1", 512, kReLU}, {"max:k2s2"}};

constexpr StackPreset kPresets[] = {
    {"two-2x2", "Two 2×2 layers", "Dive into Deep Learning 6.2.6", {1, {3, 3}}, kTwo},
    {"edge-then-pool",
     "Edges, then pooling",
     "Dive into Deep Learning 6.5: what pooling is for",
     {1, {6, 8}},
     kEdgeThenPool},
    {"dilated",
     "Dilation 1, 2, 4",
     "F. Yu, V. Koltun, Multi-Scale Context Aggregation by Dilated Convolutions, 2016",
     {1, {28, 28}},
     kDilated},
    {"lenet",
     "LeNet, convolutions",
     "Y. LeCun et al., 1998, as in Dive into Deep Learning 6.6",
     {1, {28, 28}},
     kLeNet},
    {"alexnet",
     "AlexNet, convolutions",
     "A. Krizhevsky, One weird trick for parallelizing CNNs, 2014 (v2)",
     {3, {224, 224}},
     kAlexNet},
    {"vgg-16",
     "VGG-16, convolutions",
     "K. Simonyan, A. Zisserman, Very Deep Convolutional Networks, 2015, D",
     {3, {224, 224}},
     kVgg16},
};

// A test checks the table against the parser.
LayerSettings SettingsOf(const PresetLayer& layer, int input_channels) {
  const Result<std::vector<LayerSettings>> parsed = ParseStack(std::string(layer.text));
  assert(parsed.ok() && parsed->size() == 1);
  LayerSettings settings = parsed->front();
  settings.outputs = settings.pooling() ? input_channels : layer.outputs;
  settings.activation = layer.activation;
  return settings;
}

Layer GivenLayer(const LayerSettings& settings, std::span<const float> kernel) {
  Layer layer = ZeroLayer(settings, 1);
  const MutableGridView cells = layer.weights.MutableKernel(0, 0);
  size_t next = 0;
  for (int r = 0; r < cells.height; ++r) {
    for (int c = 0; c < cells.width; ++c) cells.at(r, c) = kernel[next++];
  }
  return layer;
}

}  // namespace

std::span<const StackPreset> StackPresets() { return kPresets; }

const StackPreset* FindStackPreset(std::string_view id) {
  for (const StackPreset& preset : kPresets) {
    if (preset.id == id) return &preset;
  }
  return nullptr;
}

std::vector<LayerSettings> SettingsOf(const StackPreset& preset) {
  std::vector<LayerSettings> settings;
  int channels = preset.input.channels;
  for (const PresetLayer& layer : preset.layers) {
    settings.push_back(SettingsOf(layer, channels));
    channels = settings.back().outputs;
  }
  return settings;
}

std::vector<Layer> LayersOf(const StackPreset& preset, uint64_t seed) {
  std::vector<Layer> layers;
  Random seeds(seed);
  int channels = preset.input.channels;
  for (const PresetLayer& layer : preset.layers) {
    const LayerSettings settings = SettingsOf(layer, channels);
    const uint64_t own_seed = seeds.Next();
    layers.push_back(layer.kernel.empty() ? RandomLayer(settings, channels, own_seed)
                                          : GivenLayer(settings, layer.kernel));
    channels = settings.outputs;
  }
  return layers;
}

}  // namespace convlens
