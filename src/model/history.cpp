#include "model/history.h"

#include <utility>

namespace convlens {

History::Entry History::MakeEntry(Message label, uint64_t revision, const Document& there,
                                  const Document& here) {
  Entry entry{std::move(label),
              revision,
              there,
              GridDelta(there.input, here.input),
              GridDelta(there.training.fixed_target, here.training.fixed_target),
              0};
  entry.document.input = {};
  entry.document.training.fixed_target = {};
  const Grid& kernel = *there.layer.kernel;
  entry.bytes = sizeof(Entry) + entry.input.bytes() + entry.target.bytes() +
                static_cast<size_t>(kernel.height() * kernel.pitch()) * sizeof(float);
  return entry;
}

bool History::Change(const Edit& edit) {
  Document changed = document_;
  edit.apply(changed);
  if (changed == document_) return false;
  document_ = std::move(changed);
  revision_ = ++newest_revision_;
  ForgetRedo();
  return true;
}

void History::Push(Message label, uint64_t revision, const Document& before) {
  undo_.push_back(MakeEntry(std::move(label), revision, before, document_));
  bytes_ += undo_.back().bytes;
  Trim();
}

void History::Apply(const Edit& edit) {
  EndStroke();
  const Document before = document_;
  const uint64_t revision = revision_;
  if (Change(edit)) Push(edit.label, revision, before);
}

void History::ApplyInStroke(const Edit& edit, uint64_t stroke_id) {
  if (stroke_ && stroke_->id != stroke_id) EndStroke();
  if (!stroke_) stroke_ = OpenStroke{stroke_id, revision_, edit.label, document_, {}};
  Change(edit);
}

void History::EndStroke() {
  if (!stroke_) return;
  OpenStroke stroke = std::move(*stroke_);
  stroke_.reset();
  if (stroke.revision == revision_) return;
  if (stroke.start == document_) {
    revision_ = stroke.revision;  // it came back to where it began
    redo_ = std::move(stroke.redo);
  } else {
    Forget(stroke.redo);
    Push(std::move(stroke.label), stroke.revision, stroke.start);
  }
}

const Message& History::UndoLabel() const {
  assert(CanUndo());
  return StrokeChanged() ? stroke_->label : undo_.back().label;
}

const Message& History::RedoLabel() const {
  assert(CanRedo());
  return redo_.back().label;
}

void History::Travel(std::deque<Entry>& from, std::deque<Entry>& to) {
  EndStroke();
  if (from.empty()) return;
  Entry entry = std::move(from.back());
  from.pop_back();
  bytes_ -= entry.bytes;
  Document document = std::move(entry.document);
  document.input = entry.input.Restore(document_.input);
  document.training.fixed_target = entry.target.Restore(document_.training.fixed_target);
  to.push_back(MakeEntry(std::move(entry.label), revision_, document_, document));
  bytes_ += to.back().bytes;
  document_ = std::move(document);
  revision_ = entry.revision;
}

void History::Undo() { Travel(undo_, redo_); }
void History::Redo() { Travel(redo_, undo_); }

void History::ForgetRedo() {
  if (redo_.empty()) return;
  if (stroke_) {
    stroke_->redo = std::exchange(redo_, {});
  } else {
    Forget(redo_);
  }
}

void History::Forget(std::deque<Entry>& entries) {
  for (const Entry& entry : entries) bytes_ -= entry.bytes;
  entries.clear();
}

void History::Trim() {
  while (undo_.size() > kMaxDepth || (bytes_ > max_bytes_ && undo_.size() > 1)) {
    bytes_ -= undo_.front().bytes;
    undo_.pop_front();
  }
}

void History::Reset(Document document) {
  stroke_.reset();
  undo_.clear();
  redo_.clear();
  bytes_ = 0;
  document_ = std::move(document);
  revision_ = ++newest_revision_;
}

}  // namespace convlens
