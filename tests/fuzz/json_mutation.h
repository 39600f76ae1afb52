#pragma once

#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/grid/random.h"

namespace convlens {

/// Changes JSON as JSON: bytes changed at random seldom leave a text that a parser takes, so that
/// what stands behind the parser is hardly tried. The same seed makes the same changes.
class JsonMutator {
 public:
  explicit JsonMutator(uint64_t seed) : random_(seed) {}

  /// `text` after one to four changes of its values; nothing when it is not JSON.
  std::optional<std::string> Mutated(std::string_view text) {
    Json json = Json::parse(text, nullptr, false);
    if (json.is_discarded()) return std::nullopt;
    const size_t changes = 1 + Below(4);
    for (size_t i = 0; i < changes; ++i) Change(json);
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
  }

 private:
  using Json = nlohmann::ordered_json;

  static void Collect(Json& node, std::vector<Json*>& nodes) {
    nodes.push_back(&node);
    if (!node.is_structured()) return;
    for (Json& child : node) Collect(child, nodes);
  }

  void Change(Json& json) {
    std::vector<Json*> nodes;
    Collect(json, nodes);
    Json& node = *nodes[Below(nodes.size())];
    const Json other = *nodes[Below(nodes.size())];
    switch (Below(5)) {
      case 0:
        node = Surprise();
        break;
      case 1:
        node = other;
        break;
      case 2:
        Nudge(node);
        break;
      default:
        ChangeParts(node, other);
        break;
    }
  }

  /// Values at which readers stumble.
  Json Surprise() {
    static const std::vector<Json> kSurprises = {
        nullptr,
        true,
        false,
        -1,
        0,
        1,
        2,
        3,
        64,
        8192,
        8193,
        2147483647,
        -2147483648,
        9223372036854775807,
        0.5,
        -0.0,
        1e-45,
        3.5e38,
        1e308,
        "",
        "nan",
        "inf",
        "-inf",
        Json::array(),
        "\xEF\xBB\xBF",
        Json::object(),
        Json::array({Json::array({1, 2}), Json::array({3, 4})})};
    return kSurprises[Below(kSurprises.size())];
  }

  void Nudge(Json& node) {
    constexpr double kFactors[] = {-1, 2, 0.5, 1000};
    if (node.is_number_integer()) {
      // Without a sign, since that wraps.
      node = static_cast<int64_t>(node.get<uint64_t>() + Below(3) - 1);
    } else if (node.is_number()) {
      node = node.get<double>() * kFactors[Below(std::size(kFactors))];
    } else if (node.is_boolean()) {
      node = !node.get<bool>();
    } else {
      node = Surprise();
    }
  }

  /// Takes a child away, doubles one, or puts `other` in the place of one.
  void ChangeParts(Json& node, const Json& other) {
    if (!node.is_structured() || node.empty()) return Nudge(node);
    const auto child = std::next(node.begin(), static_cast<ptrdiff_t>(Below(node.size())));
    const size_t kind = Below(3);
    if (kind == 0) {
      node.erase(child);
    } else if (kind == 1) {
      *child = other;
    } else if (node.is_array()) {
      node.push_back(Json(*child));
    } else {
      *child = Surprise();
    }
  }

  size_t Below(size_t limit) { return static_cast<size_t>(random_.Next() % limit); }

  Random random_;
};

}  // namespace convlens
