#pragma once

#include "ui/state/ui_state.h"

namespace convlens {

/// Sections of the Learn tab, one file each.

/// Where the kernel starts from, and what it should learn.
void DrawLearnStart(UiContext& ui);
/// Which layers of a stack learn.
void DrawLearningLayers(UiContext& ui);
void DrawLearnTarget(UiContext& ui);
/// With which optimizer, from which errors, at which rates over time.
void DrawLearnMethod(UiContext& ui);
/// The other pairs that are learned together, and the one that is only measured.
void DrawLearnPairs(UiContext& ui);
/// The runs before this one, which can be named, kept, deleted and compared.
void DrawLearnRuns(UiContext& ui);
/// The learned kernel beside the reference, and their difference.
void DrawLearnComparison(UiContext& ui);

/// Applies a change of the training setup under `label` (English, the key of its translation).
void ChangeLearning(UiContext& ui, const char* label, std::function<void(TrainingSetup&)> change);

}  // namespace convlens
