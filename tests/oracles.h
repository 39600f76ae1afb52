#pragma once

#include <span>
#include <vector>

// Values that an independent implementation (PyTorch, float32) gave for the book's examples. Tests
// of every layer hold their results against them: Dive into Deep Learning, section 6.2.

namespace convlens::oracles {

/// A grid, row by row.
using Rows = std::vector<std::vector<float>>;

// Figure 6.2.1 and its convolution.
inline Rows FigureInput() { return {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}}; }
inline Rows FigureKernel() { return {{0, 1}, {2, 3}}; }
inline Rows FigureCorrelation() { return {{19, 25}, {37, 43}}; }
inline Rows FigureConvolution() { return {{5, 11}, {23, 29}}; }

// Section 6.2.3: object edge detection. The kernel is [1, -1] throughout.
inline Rows EdgesInput() {
  return {{1, 1, 0, 0, 0, 0, 1, 1}, {1, 1, 0, 0, 0, 0, 1, 1}, {1, 1, 0, 0, 0, 0, 1, 1},
          {1, 1, 0, 0, 0, 0, 1, 1}, {1, 1, 0, 0, 0, 0, 1, 1}, {1, 1, 0, 0, 0, 0, 1, 1}};
}
inline Rows EdgesKernel() { return {{1, -1}}; }
inline Rows EdgesOutput() {
  return {{0, 1, 0, 0, 0, -1, 0}, {0, 1, 0, 0, 0, -1, 0}, {0, 1, 0, 0, 0, -1, 0},
          {0, 1, 0, 0, 0, -1, 0}, {0, 1, 0, 0, 0, -1, 0}, {0, 1, 0, 0, 0, -1, 0}};
}
/// The transposed image under the kernel, and the image under the transposed kernel: all zero.
inline Rows EdgesOfTransposedInput() {
  return {{0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0},
          {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}};
}
inline Rows EdgesByTransposedKernel() {
  return {{0, 0, 0, 0, 0, 0, 0, 0},
          {0, 0, 0, 0, 0, 0, 0, 0},
          {0, 0, 0, 0, 0, 0, 0, 0},
          {0, 0, 0, 0, 0, 0, 0, 0},
          {0, 0, 0, 0, 0, 0, 0, 0}};
}

// Exercise 1: an image with a diagonal edge.
inline Rows DiagonalInput() {
  return {{1, 1, 1, 1, 1}, {0, 1, 1, 1, 1}, {0, 0, 1, 1, 1}, {0, 0, 0, 1, 1}, {0, 0, 0, 0, 1}};
}
inline Rows DiagonalOutput() {
  return {{0, 0, 0, 0}, {-1, 0, 0, 0}, {0, -1, 0, 0}, {0, 0, -1, 0}, {0, 0, 0, -1}};
}
inline Rows DiagonalOutputOfTransposedInput() {
  return {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 0, 0, 0}};
}
inline Rows DiagonalOutputByTransposedKernel() {
  return {{1, 0, 0, 0, 0}, {0, 1, 0, 0, 0}, {0, 0, 1, 0, 0}, {0, 0, 0, 1, 0}};
}

/// Side of the receptive field of one layer with a square kernel, stride 1: LeNet's first.
inline constexpr int kFieldKernel = 5;
inline constexpr int kFieldSize = 5;

// Section 6.2.4: learning the kernel by gradient descent, from the edges' input and output.

/// One run: `losses[t]` is taken before update t; `kernel` and `bias` are those after `steps`.
struct LearningRun {
  const char* name;
  float rate;
  bool mean_loss;    ///< mean instead of sum of the squared errors
  bool learns_bias;  ///< from 0
  bool convolution;  ///< the layer convolves instead of correlating
  float initial[2];  ///< the kernel before the first step, 1x2
  int steps;
  std::span<const double> losses;  ///< of the first steps, perhaps not of all
  double kernel[2];
  double bias;
  const char* optimizer = "sgd";  ///< "momentum" and "nesterov" with 0.9; "adam" with its defaults
};
inline constexpr double kZerosLosses[] = {12,
                                          4.915199279785156,
                                          2.013266086578369,
                                          0.8246339559555054,
                                          0.3377699851989746,
                                          0.13835060596466064,
                                          0.05666845291852951,
                                          0.023211391642689705,
                                          0.009507393464446068,
                                          0.003894236870110035};
inline constexpr LearningRun kZeros{"sgd lr 0.03 from zeros",
                                    0.03F,
                                    false,
                                    false,
                                    false,
                                    {0.0F, 0.0F},
                                    10,
                                    kZerosLosses,
                                    {0.9884707927703857, -0.9884707927703857},
                                    0};

inline constexpr double kHalvesLosses[] = {27,
                                           14.515198707580566,
                                           8.157268524169922,
                                           4.7567949295043945,
                                           2.854351758956909,
                                           1.7489620447158813,
                                           1.0874595642089844,
                                           0.6829179525375366,
                                           0.4317196011543274,
                                           0.27410998940467834};
inline constexpr LearningRun kHalves{"sgd lr 0.03 from halves",
                                     0.03F,
                                     false,
                                     false,
                                     false,
                                     {0.5F, 0.5F},
                                     10,
                                     kHalvesLosses,
                                     {1.0421578884124756, -0.9347836971282959},
                                     0};

inline constexpr double kTenthsLosses[] = {
    38.52000045776367,  19.233789443969727, 10.089996337890625, 5.548439025878906,
    3.1786091327667236, 1.8817778825759888, 1.141861081123352,  0.7052004337310791,
    0.4408469796180725, 0.2778486907482147};
inline constexpr LearningRun kTenths{"sgd lr 0.03 from tenths",
                                     0.03F,
                                     false,
                                     false,
                                     false,
                                     {0.1F, 0.9F},
                                     10,
                                     kTenthsLosses,
                                     {1.037546157836914, -0.9301720261573792},
                                     0};

inline constexpr double kDivergingLosses[] = {27,
                                              20.429569244384766,
                                              19.021780014038086,
                                              19.49634552001953,
                                              20.709592819213867,
                                              22.267135620117188,
                                              24.037757873535156,
                                              25.98297691345215,
                                              28.09750747680664,
                                              30.38827133178711,
                                              32.867252349853516,
                                              35.548988342285156,
                                              38.449676513671875,
                                              41.58717346191406,
                                              44.98067855834961,
                                              48.65109634399414,
                                              52.621028900146484,
                                              56.91490936279297,
                                              61.55916976928711,
                                              66.58242797851562,
                                              72.01561737060547,
                                              77.89210510253906,
                                              84.2481460571289,
                                              91.12281036376953,
                                              98.55845642089844,
                                              106.60086059570312,
                                              115.29951477050781,
                                              124.7080078125,
                                              134.88417053222656,
                                              145.89077758789062,
                                              157.79547119140625,
                                              170.67156982421875,
                                              184.59849548339844,
                                              199.6617889404297,
                                              215.9542236328125,
                                              233.57611083984375,
                                              252.63613891601562,
                                              273.25128173828125,
                                              295.5487365722656,
                                              319.6656799316406};
inline constexpr LearningRun kDiverging{"sgd lr 0.034 from halves diverges",
                                        0.034F,
                                        false,
                                        false,
                                        false,
                                        {0.5F, 0.5F},
                                        40,
                                        kDivergingLosses,
                                        {3.400522470474243, 1.4005225896835327},
                                        0};

inline constexpr double kWithBiasLosses[] = {27,
                                             11.95199966430664,
                                             8.496874809265137,
                                             6.387099266052246,
                                             4.839292526245117,
                                             3.6796557903289795,
                                             2.8058018684387207,
                                             2.144617795944214,
                                             1.642608642578125,
                                             1.2603096961975098};
inline constexpr LearningRun kWithBias{"sgd lr 0.01 with bias from halves",
                                       0.01F,
                                       false,
                                       true,
                                       false,
                                       {0.5F, 0.5F},
                                       10,
                                       kWithBiasLosses,
                                       {0.7557886838912964, -0.68720942735672},
                                       -0.038391418755054474};

inline constexpr double kWithBiasDivergingLosses[] = {27,
                                                      94.60798645019531,
                                                      666.4048461914062,
                                                      4948.9619140625,
                                                      36856.6875,
                                                      274526.5625,
                                                      2044824,
                                                      15230975,
                                                      113448704,
                                                      845028672,
                                                      6294240256,
                                                      46882979840,
                                                      349210345472,
                                                      2601110470656,
                                                      19374507294720,
                                                      144312008441856,
                                                      1074915289595904,
                                                      8006563679698944,
                                                      5.963730453214003e+16,
                                                      4.442116998729564e+17,
                                                      3.308733678309343e+18,
                                                      2.4645278258692096e+19,
                                                      1.8357161143934176e+20,
                                                      1.367342527203072e+21,
                                                      1.018472167231235e+22,
                                                      7.58614243551976e+22,
                                                      5.650577101045154e+23,
                                                      4.2088604328645263e+24,
                                                      3.1349916429405084e+25,
                                                      2.3351146716447377e+26,
                                                      1.7393222480609007e+27,
                                                      1.2955434656434242e+28,
                                                      9.649920733893273e+28,
                                                      7.1877946421512e+29,
                                                      5.353865809706821e+30,
                                                      3.9878543451579426e+31,
                                                      2.9703734864101255e+32,
                                                      2.212497812722462e+33,
                                                      1.6479903461381125e+34,
                                                      1.2275141082745188e+35};
inline constexpr LearningRun kWithBiasDiverging{"sgd lr 0.03 with bias from halves diverges",
                                                0.03F,
                                                false,
                                                true,
                                                false,
                                                {0.5F, 0.5F},
                                                40,
                                                kWithBiasDivergingLosses,
                                                {5.323495569778278e+16, 5.323495569778278e+16},
                                                9.509355664074342e+16};

inline constexpr double kMeanLossLosses[] = {
    0.6428571343421936,   0.23906703293323517, 0.1566014140844345,  0.11349983513355255,
    0.08326075226068497,  0.06116081029176712, 0.04493362456560135, 0.03301239386200905,
    0.024253996089100838, 0.01781925931572914};
inline constexpr LearningRun kMeanLoss{"mean loss lr 0.5 from halves",
                                       0.5F,
                                       true,
                                       false,
                                       false,
                                       {0.5F, 0.5F},
                                       10,
                                       kMeanLossLosses,
                                       {0.7859435081481934, -0.7859398722648621},
                                       0};

inline constexpr double kConvolutionLosses[] = {27,
                                                14.515198707580566,
                                                8.157268524169922,
                                                4.7567949295043945,
                                                2.854351758956909,
                                                1.7489620447158813,
                                                1.0874595642089844,
                                                0.6829179525375366,
                                                0.4317196011543274,
                                                0.27410998940467834,
                                                0.17453330755233765,
                                                0.11133381724357605,
                                                0.0711030513048172,
                                                0.0454443097114563,
                                                0.02905905991792679,
                                                0.018587440252304077,
                                                0.011891724541783333,
                                                0.007608975283801556,
                                                0.004869059193879366,
                                                0.0031158914789557457,
                                                0.0019940512720495462,
                                                0.0012761375401169062,
                                                0.0008167132036760449,
                                                0.0005226966459304094,
                                                0.00033451576018705964,
                                                0.00021409276814665645,
                                                0.0001370166428387165,
                                                8.768696716288105e-05,
                                                5.611541200778447e-05,
                                                3.59138248313684e-05};
inline constexpr LearningRun kConvolution{"convolution learns the flipped kernel",
                                          0.03F,
                                          false,
                                          false,
                                          true,
                                          {0.5F, 0.5F},
                                          200,
                                          kConvolutionLosses,
                                          {-0.9999998807907104, 1.000000238418579},
                                          0};

/// All of them.
inline constexpr double kMomentumLosses[] = {27.0,
                                             17.95319938659668,
                                             8.984833717346191,
                                             6.715634822845459,
                                             9.263195037841797,
                                             10.29580307006836,
                                             6.86884880065918,
                                             2.040053367614746,
                                             0.5032715201377869,
                                             3.1878011226654053};
inline constexpr LearningRun kMomentum{"momentum 0.9 lr 0.005 from halves",
                                       0.005F,
                                       false,
                                       false,
                                       false,
                                       {0.5F, 0.5F},
                                       10,
                                       kMomentumLosses,
                                       {1.703920841217041, -1.1532655954360962},
                                       0,
                                       "momentum"};

inline constexpr double kNesterovLosses[] = {27.0,
                                             12.193453788757324,
                                             6.5579833984375,
                                             5.657848358154297,
                                             4.5277099609375,
                                             2.359956979751587,
                                             0.5980418920516968,
                                             0.11067605018615723,
                                             0.5442297458648682,
                                             1.1562732458114624};
inline constexpr LearningRun kNesterov{"nesterov 0.9 lr 0.005 from halves",
                                       0.005F,
                                       false,
                                       false,
                                       false,
                                       {0.5F, 0.5F},
                                       10,
                                       kNesterovLosses,
                                       {1.3906474113464355, -1.2777562141418457},
                                       0,
                                       "nesterov"};

inline constexpr double kAdamLosses[] = {27.0,
                                         21.600000381469727,
                                         17.4388370513916,
                                         14.46972370147705,
                                         12.526423454284668,
                                         11.292025566101074,
                                         10.393479347229004,
                                         9.564003944396973,
                                         8.686795234680176,
                                         7.73901891708374};
inline constexpr LearningRun kAdam{"adam lr 0.1 from halves",
                                   0.1F,
                                   false,
                                   false,
                                   false,
                                   {0.5F, 0.5F},
                                   10,
                                   kAdamLosses,
                                   {0.1854235976934433, -0.38120150566101074},
                                   0,
                                   "adam"};

inline constexpr const LearningRun* kLearningRuns[] = {
    &kZeros,    &kHalves,   &kTenths,   &kDiverging, &kWithBias,   &kWithBiasDiverging,
    &kMeanLoss, &kMomentum, &kNesterov, &kAdam,      &kConvolution};

}  // namespace convlens::oracles
