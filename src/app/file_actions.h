#pragma once

#include <filesystem>
#include <future>
#include <optional>
#include <variant>

#include "io/files/file.h"
#include "io/grids/image_file.h"
#include "io/session/session_file.h"

namespace convlens {

/// What a file turned out to hold.
struct OpenedInput {
  Tensor array;     ///< of an .npy file, else without channels
  Picture picture;  ///< of an image
  bool is_image = false;
};
/// What a file is opened for.
enum class OpenFor {
  kSession,  ///< the input, or all of it
  kTarget,   ///< of training
};
struct OpenedFile {
  std::filesystem::path path;
  std::variant<OpenedInput, Session, Message> content;
  OpenFor purpose = OpenFor::kSession;
};

struct SavedFile {
  std::filesystem::path path;
  uint64_t revision = 0;  ///< of the session that was written
  std::optional<Message> problem;
};

/// Reads and writes files in the background: a large photo or session never holds up a frame. One
/// read and one write at a time; asking again while one is under way waits for its turn.
class FileActions {
 public:
  FileActions() = default;
  ~FileActions();

  void Open(const std::filesystem::path& path, OpenFor purpose = OpenFor::kSession);
  void Save(const std::filesystem::path& path, Session session, uint64_t revision);

  /// While one of these holds, something can be taken soon: look again within a frame or two.
  bool opening() const { return opening_.valid(); }
  bool saving() const { return saving_.valid(); }

  /// What has been finished since the last call.
  std::optional<OpenedFile> TakeOpened();
  std::optional<SavedFile> TakeSaved();

 private:
  std::future<OpenedFile> opening_;
  std::future<SavedFile> saving_;
};

}  // namespace convlens
