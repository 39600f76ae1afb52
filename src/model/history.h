#pragma once

#include <deque>
#include <optional>

#include "model/edit.h"

namespace convlens {

/// The present Document and the way back. One entry a labelled edit; a drag or a paint stroke is
/// one entry. Bounded by depth and by bytes: where only part of a large grid changed, an entry
/// keeps just the changed rectangle, so 200 brush strokes on a 12-megapixel image stay small.
class History {
 public:
  static constexpr size_t kMaxDepth = 500;
  static constexpr size_t kMaxBytes = size_t{2} << 30;  ///< oldest entries beyond this are dropped

  explicit History(Document document = {});

  const Document& document() const { return document_; }
  /// Grows with every change of the document, undo and redo included.
  uint64_t revision() const { return revision_; }

  /// Applies `edit`; an edit that changes nothing leaves no entry. Ends an open stroke first.
  void Apply(const Edit& edit);
  /// Applies `edit` as part of a stroke: consecutive calls with one `stroke_id` make one entry.
  void ApplyInStroke(const Edit& edit, uint64_t stroke_id);
  void EndStroke();

  bool CanUndo() const;
  bool CanRedo() const;
  /// Label of the edit that Undo (Redo) would take back (make again). Requires CanUndo (CanRedo).
  const Message& UndoLabel() const;
  const Message& RedoLabel() const;
  void Undo();
  void Redo();
  size_t depth() const;

  /// Starts anew with another document; the way back is forgotten.
  void Reset(Document document);

 private:
  /// A grid as it was, relative to the one that replaced it: whole, or just a rectangle.
  struct SavedGrid {
    bool patch = false;
    SharedGrid grid;  ///< the whole grid, or the cells of `rect`
    CellRect rect;
  };
  struct Entry {
    Message label;
    Document document;  ///< with its large grids emptied where `input` or others hold them
    SavedGrid input;
    SavedGrid target;
    size_t bytes = 0;
  };

  Entry MakeEntry(Message label, const Document& before, const Document& after) const;
  Document Restore(const Entry& entry, const Document& present) const;
  void Push(Message label, const Document& before);
  void Trim();

  Document document_;
  uint64_t revision_ = 1;
  std::deque<Entry> undo_;
  std::deque<Entry> redo_;
  std::optional<Document> stroke_start_;
  Message stroke_label_;
  uint64_t stroke_id_ = 0;
};

}  // namespace convlens
