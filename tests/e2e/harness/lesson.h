#pragma once

#include <string>

#include "e2e/harness/application.h"
#include "e2e/harness/options.h"

namespace convlens::e2e {

/// A lesson and its reader, in a window of the usual size: opens it from the Lessons menu, does
/// with mouse and keys what its steps say, and watches them being ticked off.
class LessonReader {
 public:
  /// `id` as in the lesson's file. Language and theme are CONVLENS_E2E_LANGUAGE and _THEME, or
  /// English and dark. Keeps a picture of each step in the folder CONVLENS_E2E_PICTURES, where that
  /// is set.
  explicit LessonReader(const std::string& id);

  Application& app() { return app_; }

  // What steps ask for.
  void Press(const std::string& keys, int times = 1);
  void PointAtOutput(int row, int col);
  void PointAtInput(int row, int col);
  /// In the Layer tab: a field, rows and columns of a pair of fields, a drop-down, a button.
  void SetInLayerTab(const std::string& field, int value);
  void SetInLayerTab(const std::string& field, int rows, int cols);
  template <typename Value, size_t N>
  void ChooseInLayerTab(const std::string& choice, const Word<Value> (&words)[N], Value value) {
    Choose(kLayerTab, choice, Option(choice, words, value));
  }
  void ClickInLayerTab(const std::string& button);
  // The same in the Learn tab.
  void SetInLearnTab(const std::string& field, const std::string& value);
  template <typename Value, size_t N>
  void ChooseInLearnTab(const std::string& choice, const Word<Value> (&words)[N], Value value) {
    Choose(kLearnTab, choice, Option(choice, words, value));
  }
  void ChooseReference(const std::string& preset);
  void ClickInLearnTab(const std::string& control);
  /// Clicks the cell and types over it.
  void TypeInto(const std::string& grid, int row, int col, const std::string& number);

  /// Waits until the first `count` steps are ticked off.
  void ExpectDone(int count);
  void ExpectTryItDone();

 private:
  /// The key that opens it, and what is there once it is open.
  struct Tab {
    const char* key;
    const char* landmark;
  };
  static constexpr Tab kLayerTab{"3", "choice.layer_kind"};
  static constexpr Tab kLearnTab{"4", "field.rate"};

  Place Revealed(const std::string& place);
  void OpenTab(const Tab& tab);
  void Set(const Tab& tab, const std::string& field, const std::string& value);
  void Choose(const Tab& tab, const std::string& choice, const std::string& option);
  void Click(const Tab& tab, const std::string& control);
  Spot CellOf(const std::string& grid, int row, int col);
  void ExpectReadable() const;
  void KeepPicture(const std::string& of);

  std::string id_;
  std::string language_;
  Application app_;
};

}  // namespace convlens::e2e
