#pragma once

#include "io/json/json_fields.h"
#include "model/document/session.h"

namespace convlens {

// The words of a session file for each choice: read and written by one table.
inline constexpr JsonWord<Operation> kOperationWords[] = {{"correlation", Operation::kCorrelation},
                                                          {"convolution", Operation::kConvolution}};
inline constexpr JsonWord<LayerKind> kLayerKindWords[] = {
    {"convolution", LayerKind::kConvolution},
    {"transposed", LayerKind::kTransposed},
    {"max_pool", LayerKind::kMaxPool},
    {"average_pool", LayerKind::kAveragePool}};
inline constexpr JsonWord<Border> kBorderWords[] = {{"zeros", Border::kZeros},
                                                    {"reflect", Border::kReflect},
                                                    {"symmetric", Border::kSymmetric},
                                                    {"replicate", Border::kReplicate},
                                                    {"circular", Border::kCircular}};
inline constexpr JsonWord<Activation> kActivationWords[] = {{"none", Activation::kNone},
                                                            {"relu", Activation::kReLU},
                                                            {"leaky_relu", Activation::kLeakyReLU},
                                                            {"sigmoid", Activation::kSigmoid},
                                                            {"tanh", Activation::kTanh}};
inline constexpr JsonWord<Loss> kLossWords[] = {{"sum", Loss::kSum}, {"mean", Loss::kMean}};
inline constexpr JsonWord<InitialKernel> kInitialWords[] = {{"random", InitialKernel::kRandom},
                                                            {"given", InitialKernel::kGiven}};
inline constexpr JsonWord<TargetSource> kTargetWords[] = {
    {"reference_kernel", TargetSource::kReferenceKernel},
    {"fixed", TargetSource::kFixed},
    {"hidden_layers", TargetSource::kHiddenLayers},
    {"filter", TargetSource::kFilter}};
inline constexpr JsonWord<FigureKind> kFigureWords[] = {{"explore", FigureKind::kExplore},
                                                        {"learn", FigureKind::kLearn},
                                                        {"stack", FigureKind::kStack}};
inline constexpr JsonWord<MatrixView> kMatrixWords[] = {{"none", MatrixView::kNone},
                                                        {"im2col", MatrixView::kWindows},
                                                        {"toeplitz", MatrixView::kToeplitz}};

}  // namespace convlens
