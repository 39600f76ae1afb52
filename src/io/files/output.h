#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/grid/result.h"

namespace convlens {

/// Whether bytes written to `name` are read as they come: "-" (standard output), a pipe, a device.
/// Such names have no ending that could tell a format.
bool IsStream(const std::string& name);

/// Whether both names are one file, by whatever way.
bool IsSameFile(const std::string& a, const std::string& b);

/// Writes what a command gives: to standard output for "-", into a pipe or a device, else to a file
/// that appears whole or not at all (`WriteFileAtomically`). A closed pipe and a full disk are
/// errors.
Result<Done> WriteOutput(const std::string& name, std::string_view bytes);

/// A text that is written line by line while it is made, such as a log: to standard output for "-",
/// into a pipe or a device, else to a hidden file beside its place, which `Finish` puts there.
/// Without it nothing is left.
class OutputText {
 public:
  static Result<OutputText> Create(const std::string& name);
  OutputText(OutputText&& other) noexcept;
  OutputText& operator=(OutputText&& other) noexcept;
  ~OutputText();

  /// Errors are kept until `Finish` returns them; `ok` says whether there was one.
  void Append(std::string_view text);
  bool ok() const;
  /// Flushes what there is to the disk, so that little is left for `Finish` to fail at.
  void Flush();
  Result<Done> Finish();

 private:
  struct State;
  explicit OutputText(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// The message for a file that cannot be written, as far as it can be known before there is
/// anything to write: no folder, no permission, a folder of that name.
std::optional<Message> CheckWritable(const std::string& name);

}  // namespace convlens
