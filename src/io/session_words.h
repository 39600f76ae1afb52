#pragma once

#include "io/json_fields.h"
#include "model/session.h"

namespace convlens {

// The words of a session file for each choice: read and written by one table.
inline constexpr JsonWord<Operation> kOperationWords[] = {{"correlation", Operation::kCorrelation},
                                                          {"convolution", Operation::kConvolution}};
inline constexpr JsonWord<Loss> kLossWords[] = {{"sum", Loss::kSum}, {"mean", Loss::kMean}};
inline constexpr JsonWord<InitialKernel> kInitialWords[] = {{"random", InitialKernel::kRandom},
                                                            {"given", InitialKernel::kGiven}};
inline constexpr JsonWord<TargetSource> kTargetWords[] = {
    {"reference_kernel", TargetSource::kReferenceKernel}, {"fixed", TargetSource::kFixed}};
inline constexpr JsonWord<FigureKind> kFigureWords[] = {{"explore", FigureKind::kExplore},
                                                        {"learn", FigureKind::kLearn}};

}  // namespace convlens
