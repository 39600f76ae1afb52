#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/grid/grid.h"
#include "core/grid/result.h"
#include "core/grid/words.h"

namespace convlens {

/// What a field that is not there means: a broken session file, or, in a lesson, "as usual".
enum class Missing { kIsAnError, kUsesDefault };

/// Reads a grid that stands in a file beside the session (see kept_grids.h); may be empty.
using KeptGridLoader = std::function<Result<Grid>(const std::string& name)>;

/// The reading of one JSON text: its name for errors, and the first problem that was met. After a
/// problem every further read does nothing, so it is looked at once, at the end.
struct JsonReading {
  std::string source;
  Missing missing = Missing::kIsAnError;
  std::optional<Message> problem;
  KeptGridLoader load_kept = {};

  /// Keeps "`source`: `pattern` …" unless a problem was met before. The first `{}` of `pattern` is
  /// the source.
  void Fail(const std::string& pattern, std::vector<std::string> arguments);
};

/// The sides that a grid may have.
struct GridLimits {
  int max_side = kMaxInputSide;
  bool may_be_empty = false;
};

/// One JSON object whose fields are read by name into variables, each checked for its type. A
/// field that is missing is a problem or leaves its variable as it is (see `Missing`).
class JsonFields {
 public:
  /// `path` names the object in errors ("document.layer"); empty for the whole file.
  JsonFields(JsonReading& reading, const nlohmann::json* object, std::string path);

  /// The object in field `name`.
  JsonFields Object(const char* name);
  /// The objects of the list in field `name`; none when it is not there.
  std::vector<JsonFields> Objects(const char* name);
  /// The shape that a packed grid in field `name` says it has; nothing where there is none.
  std::optional<Shape> PackedShape(const char* name) const;
  bool Has(const char* name) const { return object_ != nullptr && object_->contains(name); }
  /// "document.layers[2]": this object, for errors.
  const std::string& path() const { return path_; }
  void Fail(const std::string& pattern, std::vector<std::string> arguments) {
    reading_.Fail(pattern, std::move(arguments));
  }

  void Read(const char* name, bool& value);
  void Read(const char* name, std::string& value);
  /// A number of at least `low`, without a fraction.
  void Read(const char* name, int64_t& value, int64_t low);
  void Read(const char* name, int& value, int low);
  void Read(const char* name, uint64_t& value);
  /// A finite number of at least `low`.
  void ReadFinite(const char* name, float& value, double low);
  void ReadFinite(const char* name, double& value, double low);
  /// A float32, or one of the words "NaN", "Infinity", "-Infinity".
  void ReadFloat(const char* name, float& value);
  void ReadGrid(const char* name, SharedGrid& value, GridLimits limits);
  /// A list of grids of one shape, at least one.
  void ReadGrids(const char* name, std::vector<SharedGrid>& values, GridLimits limits);
  /// A list of as many whole numbers of at least `low` as there are variables.
  void ReadIntegers(const char* name, std::initializer_list<int*> values, int low);
  /// A float32 or a list of them (see ReadFloat).
  void ReadFloats(const char* name, std::vector<float>& values);
  /// A list of whole numbers.
  void ReadList(const char* name, std::vector<int64_t>& values);
  /// A list of numbers, or of the words that ReadFloat knows.
  void ReadList(const char* name, std::vector<double>& values);
  /// A number without a fraction, or null.
  void ReadOptional(const char* name, std::optional<int>& value, int low);

  template <typename Enum, size_t N>
  void ReadWord(const char* name, Enum& value, const Word<Enum> (&words)[N]) {
    std::string text;
    if (!Find(name)) return;
    Read(name, text);
    std::string known;
    for (const Word<Enum>& word : words) {
      if (word.word == text) {
        value = word.value;
        return;
      }
      known += (known.empty() ? "\"" : ", \"") + std::string(word.word) + "\"";
    }
    reading_.Fail("{}: {} is not one of {}.", {PathOf(name), known});
  }

 private:
  /// The field, or nullptr when there is none (a problem by then, if it must be there).
  const nlohmann::json* Find(const char* name);
  std::string PathOf(const char* name) const;
  template <typename Integer>
  void ReadInteger(const char* name, Integer& value, Integer low);
  /// `convert` gives an optional number of an item.
  template <typename Number, typename Convert>
  void ReadNumbers(const char* name, std::vector<Number>& values, Convert convert);

  JsonReading& reading_;
  const nlohmann::json* object_;  ///< nullptr: not there, everything keeps its default
  std::string path_;
};

}  // namespace convlens
