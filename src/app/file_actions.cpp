#include "app/file_actions.h"

#include <new>

#include "app/is_ready.h"
#include "core/grid/background.h"
#include "core/grid/path_text.h"
#include "io/files/file_kind.h"
#include "io/grids/tensor_file.h"

namespace convlens {
namespace {

OpenedFile Read(const std::filesystem::path& path) try {
  Result<std::string> bytes = ReadFile(path);
  if (!bytes) return {path, bytes.problem()};
  const InputBytes input{TextOf(path.filename()), "", std::move(*bytes)};
  switch (KindOfBytes(input.bytes)) {
    case FileKind::kSession: {
      Result<Session> session = SessionFromJson(input.bytes, input.source, path);
      if (!session) return {path, session.problem()};
      return {path, std::move(*session)};
    }
    case FileKind::kImage: {
      Result<Picture> picture = PictureFromBytes(input.bytes, input.source);
      if (!picture) return {path, picture.problem()};
      return {path, OpenedInput{{}, std::move(*picture), true}};
    }
    default: {
      Result<Tensor> array = TensorOf(input);
      if (!array) return {path, array.problem()};
      return {path, OpenedInput{std::move(*array), {}, false}};
    }
  }
} catch (const std::bad_alloc&) {
  return {path, Message{"{} cannot be opened: there is not enough memory.", {TextOf(path)}}};
}

SavedFile Write(const std::filesystem::path& path, const Session& session, uint64_t revision) try {
  const Result<Done> done = SaveSession(path, session);
  return {path, revision, done ? std::nullopt : std::optional(done.problem())};
} catch (const std::bad_alloc&) {
  return {path, revision,
          Message{"{} cannot be written: there is not enough memory.", {TextOf(path)}}};
}

}  // namespace

FileActions::~FileActions() {
  // A write under way is finished: half a file is never left, and neither is an unsaved one.
  if (saving_.valid()) saving_.wait();
}

void FileActions::Open(const std::filesystem::path& path, OpenFor purpose) {
  if (opening_.valid()) opening_.wait();
  opening_ = InBackground([path, purpose] {
    OpenedFile opened = Read(path);
    opened.purpose = purpose;
    return opened;
  });
}

void FileActions::Save(const std::filesystem::path& path, Session session, uint64_t revision) {
  if (saving_.valid()) saving_.wait();
  saving_ = InBackground(
      [path, session = std::move(session), revision] { return Write(path, session, revision); });
}

std::optional<OpenedFile> FileActions::TakeOpened() {
  if (!IsReady(opening_)) return std::nullopt;
  return opening_.get();
}

std::optional<SavedFile> FileActions::TakeSaved() {
  if (!IsReady(saving_)) return std::nullopt;
  return saving_.get();
}

}  // namespace convlens
