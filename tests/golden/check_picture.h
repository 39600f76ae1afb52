#pragma once

#include <string>

#include "core/grid/pixels.h"

namespace convlens::test {

/// Compares a picture with NAME.png in this folder. One that differs is left in the folder where
/// the test runs as NAME.out.png, and NAME.diff.png shows where. Once it is found right, running
/// the test with CONVLENS_ACCEPT=1 accepts it.
void CheckPicture(const std::string& name, const Pixels& drawn);

}  // namespace convlens::test
