#include "model/edit/history.h"

#include <algorithm>
#include <new>
#include <utility>

#include "model/document/session_budget.h"

namespace convlens {

namespace {

/// What `there` differs from `here` in, channel by channel.
std::vector<GridDelta> DeltasOf(const Tensor& there, const Tensor& here) {
  std::vector<GridDelta> deltas;
  for (size_t c = 0; c < there.channels.size(); ++c) {
    const bool both = c < here.channels.size();
    deltas.emplace_back(there.channels[c], both ? here.channels[c] : SharedGrid());
  }
  return deltas;
}

Tensor Restored(const std::vector<GridDelta>& deltas, const Tensor& here) {
  Tensor there;
  for (size_t c = 0; c < deltas.size(); ++c) {
    const bool both = c < here.channels.size();
    there.channels.push_back(deltas[c].Restore(both ? here.channels[c] : SharedGrid()));
  }
  return there;
}

size_t BytesOf(const std::vector<GridDelta>& deltas) {
  size_t bytes = 0;
  for (const GridDelta& delta : deltas) bytes += delta.bytes();
  return bytes;
}

/// What `there` holds of weights that `here` does not share.
size_t WeightBytes(const std::vector<Layer>& there, const std::vector<Layer>& here) {
  size_t bytes = 0;
  for (size_t i = 0; i < there.size(); ++i) {
    const Weights& weights = there[i].weights;
    const bool shared = i < here.size() && weights.SameAs(here[i].weights);
    if (!shared) bytes += static_cast<size_t>(weights.count()) * sizeof(float);
  }
  return bytes;
}

std::vector<SharedGrid> GridsOfPairs(const TrainingSetup& training) {
  std::vector<TrainingPair> pairs = training.more_pairs;
  if (training.held_out) pairs.push_back(*training.held_out);
  std::vector<SharedGrid> grids;
  for (const TrainingPair& pair : pairs) {
    for (const Tensor* tensor : {&pair.input, &pair.target}) {
      grids.insert(grids.end(), tensor->channels.begin(), tensor->channels.end());
    }
  }
  return grids;
}

/// What `there` holds of pairs that `here` does not share.
size_t PairBytes(const TrainingSetup& there, const TrainingSetup& here) {
  const std::vector<SharedGrid> others = GridsOfPairs(here);
  size_t bytes = 0;
  for (const SharedGrid& grid : GridsOfPairs(there)) {
    const bool shared = std::any_of(others.begin(), others.end(),
                                    [&](const SharedGrid& other) { return other.SameAs(grid); });
    if (!shared) bytes += static_cast<size_t>(grid->shape().count()) * sizeof(float);
  }
  return bytes;
}

/// What entries hold of a document beside its input and target.
size_t OtherBytes(const Document& there, const Document& here) {
  return WeightBytes(there.layers, here.layers) +
         WeightBytes(there.training.initial_layers, here.training.initial_layers) +
         PairBytes(there.training, here.training);
}

}  // namespace

History::Entry History::MakeEntry(Message label, uint64_t revision, const Document& there,
                                  const Document& here) {
  Entry entry{std::move(label),
              revision,
              there,
              DeltasOf(there.input, here.input),
              DeltasOf(there.training.fixed_target, here.training.fixed_target),
              0,
              std::nullopt};
  entry.bytes =
      sizeof(Entry) + BytesOf(entry.input) + BytesOf(entry.target) + OtherBytes(there, here);
  entry.document.input.channels.clear();
  entry.document.training.fixed_target = {};
  return entry;
}

/// What `edit` makes of the document; nothing when it is refused.
std::optional<Document> History::Changed(const Edit& edit) try {
  Document changed = stroke_ ? memory_.Draft(document_) : document_;
  edit.apply(changed);
  if (std::optional<Message> problem = BudgetProblem(changed)) {
    refusal_ = std::move(problem);
    return std::nullopt;
  }
  if (stroke_) memory_.Settle(document_, changed);
  return changed;
} catch (const std::bad_alloc&) {
  memory_.Clear();
  refusal_ = Message{"There is not enough memory for this change: nothing was changed.", {}};
  return std::nullopt;
}

bool History::Change(const Edit& edit) {
  std::optional<Document> changed = Changed(edit);
  if (!changed || *changed == document_) return false;
  document_ = std::move(*changed);
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

bool History::Open(const Edit& edit, Scene left) {
  EndStroke();
  const Document before = document_;
  const uint64_t revision = revision_;
  refusal_.reset();
  if (!Change(edit)) {
    if (refusal_) return false;
    revision_ = ++newest_revision_;
    ForgetRedo();
  }
  Push(edit.label, revision, before);
  undo_.back().scene = std::move(left);
  return true;
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
  memory_.Clear();
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

std::optional<Scene> History::Travel(std::deque<Entry>& from, std::deque<Entry>& to,
                                     const Scene& present) {
  EndStroke();
  if (from.empty()) return std::nullopt;
  Entry entry = std::move(from.back());
  from.pop_back();
  bytes_ -= entry.bytes;
  Document document = std::move(entry.document);
  document.input = Restored(entry.input, document_.input);
  document.training.fixed_target = Restored(entry.target, document_.training.fixed_target);
  to.push_back(MakeEntry(std::move(entry.label), revision_, document_, document));
  bytes_ += to.back().bytes;
  if (entry.scene) to.back().scene = present;
  document_ = std::move(document);
  revision_ = entry.revision;
  return std::move(entry.scene);
}

std::optional<Scene> History::Undo(const Scene& present) { return Travel(undo_, redo_, present); }
std::optional<Scene> History::Redo(const Scene& present) { return Travel(redo_, undo_, present); }

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
  memory_.Clear();
  undo_.clear();
  redo_.clear();
  bytes_ = 0;
  document_ = std::move(document);
  revision_ = ++newest_revision_;
}

}  // namespace convlens
