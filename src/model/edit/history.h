#pragma once

#include <deque>
#include <optional>
#include <utility>

#include "model/edit/edit.h"
#include "model/edit/grid_delta.h"
#include "model/edit/scene.h"
#include "model/edit/stroke_memory.h"

namespace convlens {

/// The present Document and the way back. One entry per labelled edit; a drag or a paint stroke is
/// one entry. Bounded by depth and by bytes: where only part of a large grid changed, an entry
/// keeps just the changed rectangles, so 200 brush strokes on a 12-megapixel image stay small.
class History {
 public:
  static constexpr size_t kMaxDepth = 500;
  static constexpr size_t kMaxBytes = size_t{2} << 30;  ///< oldest entries beyond this are dropped

  explicit History(Document document = {}, size_t max_bytes = kMaxBytes)
      : document_(std::move(document)), max_bytes_(max_bytes) {}

  const Document& document() const { return document_; }
  /// Names the state of the document: every change gives a new number, and undo and redo bring back
  /// the number of the state that they bring back.
  uint64_t revision() const { return revision_; }

  /// Applies `edit`; an edit that changes nothing leaves no entry. Ends an open stroke first. As in
  /// all of these, an edit that leads beyond the budget of a session or takes too much memory is
  /// refused: nothing changes, and `TakeRefusal` says why.
  void Apply(const Edit& edit);
  /// Applies `edit` as the opening of a new scene. There is always an entry, which keeps the scene
  /// that is `left`. False when the edit was refused.
  bool Open(const Edit& edit, Scene left);
  /// Applies `edit` as part of a stroke: consecutive calls with one `stroke_id` make one entry,
  /// with the label of the first.
  void ApplyInStroke(const Edit& edit, uint64_t stroke_id);
  void EndStroke();

  /// Why the last edit that was refused since the last call was.
  std::optional<Message> TakeRefusal() { return std::exchange(refusal_, std::nullopt); }

  bool CanUndo() const { return StrokeChanged() || !undo_.empty(); }
  bool CanRedo() const { return !redo_.empty(); }
  /// Label of the edit that Undo (Redo) would take back (make again). Requires CanUndo (CanRedo).
  const Message& UndoLabel() const;
  const Message& RedoLabel() const;
  /// Both end an open stroke, and do nothing when there is nothing to undo (redo). Where the entry
  /// is the opening of a scene, `present` is kept in its place and the scene there is returned.
  std::optional<Scene> Undo(const Scene& present = {});
  std::optional<Scene> Redo(const Scene& present = {});
  /// Entries that Undo can take back.
  size_t depth() const { return undo_.size() + (StrokeChanged() ? 1 : 0); }
  /// Memory that the entries hold, roughly.
  size_t bytes() const { return bytes_; }

  /// Starts over with another document; the way back is forgotten.
  void Reset(Document document);

 private:
  /// The document at the other side of an edit.
  struct Entry {
    Message label;
    uint64_t revision = 0;
    Document document;             ///< without the grids that can be large
    std::vector<GridDelta> input;  ///< by channel
    std::vector<GridDelta> target;
    size_t bytes = 0;
    std::optional<Scene> scene;  ///< at the other side of an opening
  };
  struct OpenStroke {
    uint64_t id = 0;
    uint64_t revision = 0;
    Message label;
    Document start;
    std::deque<Entry> redo;  ///< comes back when the stroke comes back to its start
  };

  static Entry MakeEntry(Message label, uint64_t revision, const Document& there,
                         const Document& here);
  bool StrokeChanged() const { return stroke_ && stroke_->revision != revision_; }
  bool Change(const Edit& edit);
  std::optional<Document> Changed(const Edit& edit);
  void Push(Message label, uint64_t revision, const Document& before);
  std::optional<Scene> Travel(std::deque<Entry>& from, std::deque<Entry>& to, const Scene& present);
  void ForgetRedo();
  void Forget(std::deque<Entry>& entries);
  void Trim();

  Document document_;
  size_t max_bytes_;
  uint64_t revision_ = 1;
  uint64_t newest_revision_ = 1;
  std::deque<Entry> undo_;  ///< oldest first
  std::deque<Entry> redo_;  ///< what Redo brings back comes last
  size_t bytes_ = 0;
  std::optional<OpenStroke> stroke_;
  StrokeMemory memory_;  ///< of the open stroke
  std::optional<Message> refusal_;
};

}  // namespace convlens
