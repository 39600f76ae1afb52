#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "model/document/field_growth.h"
#include "model/evaluate/effective_field.h"
#include "model/evaluate/stack_maps.h"
#include "work/newest_answer.h"

namespace convlens {

/// What is looked at in a stack as a whole: which maps, which element, how far its field has grown;
/// and what follows from that in the background.
class StackStudy {
 public:
  explicit StackStudy(Threading threading, const std::function<void()>& wake = {});

  /// To be called as time passes while the stack is looked at, `seconds` since the last time. True
  /// when something to be drawn changed.
  bool Advance(const EvaluationPtr& evaluation, double seconds);
  /// Whether time alone will change something.
  bool active() const;
  /// Another document: nothing is pinned, first channels are shown.
  void Reset();

  /// nullptr until they are there; then perhaps of an evaluation before the newest.
  const StackMapsPtr& maps() const { return maps_.answer(); }

  /// Hovered, else pinned, else the middle of the last grid.
  std::optional<StackElement> element() const;
  const std::optional<StackElement>& hovered() const { return hovered_; }
  const std::optional<StackElement>& pinned() const { return pinned_; }
  void Hover(std::optional<StackElement> element) { hovered_ = element; }
  void Pin(std::optional<StackElement> element) { pinned_ = element; }

  FieldGrowth growth() const { return growth_; }
  void SetGrowth(FieldGrowth growth) { growth_ = growth; }
  /// Steps until the fields of `element()` are whole.
  int growth_steps() const;

  bool small_multiples() const { return small_multiples_; }
  void ShowSmallMultiples(bool show) { small_multiples_ = show; }
  StackShown shown(int grid) const;
  void Show(int grid, StackShown shown);

  bool wants_effective() const { return wants_effective_; }
  void WantEffective(bool want) { wants_effective_ = want; }
  /// Of `element()`; nullptr while it is not there.
  const EvaluatedGrid* effective() const;
  bool computing_effective() const { return effective_.busy(); }

 private:
  struct Effective {
    EvaluationPtr evaluation;
    StackElement element;
    EvaluatedGrid field;
  };

  void AskForMaps(const EvaluationPtr& evaluation);
  void AskForEffective(const EvaluationPtr& evaluation);

  NewestAnswer<StackMaps> maps_;
  NewestAnswer<Effective> effective_;
  EvaluationPtr asked_evaluation_;  ///< that maps were asked for
  std::vector<StackShown> asked_shown_;
  EvaluationPtr effective_evaluation_;  ///< that the effective field was asked for
  std::optional<StackElement> effective_element_;
  std::vector<StackShown> shown_;
  std::optional<StackElement> hovered_;
  std::optional<StackElement> pinned_;
  FieldGrowth growth_;
  bool small_multiples_ = false;
  bool wants_effective_ = false;
};

}  // namespace convlens
