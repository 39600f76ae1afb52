# Every library that is not ours, as third_party::NAME, each with the reason for it. All are system
# packages (third_party/packages.txt); none is copied here. Their headers count as system headers.

if(EMSCRIPTEN)
  include(third_party/web/libraries.cmake)
  return()
endif()
if(WIN32)
  include(third_party/windows/libraries.cmake)
  return()
endif()

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

# third_party_library(NAME target...): our alias for another project's target.
function(third_party_library name)
  add_library(third_party_${name} INTERFACE)
  target_link_libraries(third_party_${name} INTERFACE ${ARGN})
  foreach(target ${ARGN})
    if(TARGET ${target})
      get_target_property(includes ${target} INTERFACE_INCLUDE_DIRECTORIES)
      if(includes)
        target_include_directories(third_party_${name} SYSTEM INTERFACE ${includes})
      endif()
    endif()
  endforeach()
  add_library(third_party::${name} ALIAS third_party_${name})
endfunction()

pkg_check_modules(HIGHWAY REQUIRED IMPORTED_TARGET libhwy>=1.0.3)
third_party_library(highway PkgConfig::HIGHWAY)        # SIMD with run-time dispatch

find_package(Eigen3 3.4 REQUIRED NO_MODULE)
third_party_library(eigen Eigen3::Eigen)               # singular and eigenvalues

third_party_library(threads Threads::Threads)          # std::thread

option(CONVLENS_THREADS "Let large computations use several threads, where oneTBB is there" ON)
if(CONVLENS_THREADS)
  find_package(TBB 2021 QUIET)
  if(TBB_FOUND)
    third_party_library(tbb TBB::tbb)                  # threads for large computations
  endif()
endif()

pkg_check_modules(STB REQUIRED IMPORTED_TARGET stb)
third_party_library(stb PkgConfig::STB)                # image files of the rarer formats

# Decoders of images that their authors keep: where one is missing, its format is refused by name.
find_package(JPEG QUIET)
if(JPEG_FOUND)
  third_party_library(jpeg JPEG::JPEG)                 # JPEG images
endif()
find_package(PNG QUIET)
if(PNG_FOUND)
  third_party_library(png PNG::PNG)                    # PNG images
endif()
find_package(TIFF QUIET)
if(TIFF_FOUND)
  third_party_library(tiff TIFF::TIFF)                 # TIFF images
  # What a static one is built on, which has to come behind it on the linker's line.
  set_property(TARGET TIFF::TIFF APPEND PROPERTY INTERFACE_LINK_LIBRARIES
    $<TARGET_NAME_IF_EXISTS:JPEG::JPEG> ZLIB::ZLIB)
endif()
pkg_check_modules(WEBP QUIET IMPORTED_TARGET libwebpmux libwebpdemux libwebp)
if(WEBP_FOUND)
  third_party_library(webp PkgConfig::WEBP)            # WebP images
endif()

find_package(nlohmann_json 3.11 REQUIRED)
third_party_library(json nlohmann_json::nlohmann_json) # sessions, lessons, translations

find_package(ZLIB REQUIRED)
third_party_library(zlib ZLIB::ZLIB)                   # large grids inside a session file

include(${CMAKE_CURRENT_LIST_DIR}/glad.cmake)
third_party_library(gl glad)                           # OpenGL functions

option(CONVLENS_EGL "Draw pictures without a display, where EGL is there; else with a hidden window" ON)
if(CONVLENS_EGL)
  pkg_check_modules(EGL QUIET IMPORTED_TARGET egl)
  if(EGL_FOUND)
    third_party_library(egl PkgConfig::EGL)            # OpenGL without a display
    target_compile_definitions(third_party_egl INTERFACE EGL_NO_X11)
  endif()
endif()

find_package(glfw3 3.3 REQUIRED)
third_party_library(glfw glfw)                         # the window

pkg_check_modules(IMGUI REQUIRED IMPORTED_TARGET imgui)
third_party_library(imgui PkgConfig::IMGUI)            # the interface

find_package(CLI11 REQUIRED)
third_party_library(cli11 CLI11::CLI11)                # the command line

if(CONVLENS_TESTS)
  find_package(doctest REQUIRED)
  third_party_library(doctest doctest::doctest)        # tests
endif()

if(CONVLENS_BENCH)
  find_package(benchmark REQUIRED)
  third_party_library(benchmark benchmark::benchmark)  # timing

  # Peers to compare with: each takes part where it is installed.
  # Found by hand: OpenCV's own CMake files come with all of OpenCV, and are not needed otherwise.
  find_library(OPENCV_CORE_LIBRARY opencv_core)
  find_library(OPENCV_IMGPROC_LIBRARY opencv_imgproc)
  find_path(OPENCV_INCLUDE_DIR opencv2/imgproc.hpp PATH_SUFFIXES opencv4)
  if(OPENCV_CORE_LIBRARY AND OPENCV_IMGPROC_LIBRARY AND OPENCV_INCLUDE_DIR)
    third_party_library(opencv ${OPENCV_IMGPROC_LIBRARY} ${OPENCV_CORE_LIBRARY})
    target_include_directories(third_party_opencv SYSTEM INTERFACE ${OPENCV_INCLUDE_DIR})
  endif()
  find_library(DNNL_LIBRARY dnnl)
  find_path(DNNL_INCLUDE_DIR dnnl.hpp)
  find_package(OpenMP QUIET COMPONENTS CXX)            # limits oneDNN to one thread
  if(DNNL_LIBRARY AND DNNL_INCLUDE_DIR AND OpenMP_CXX_FOUND)
    third_party_library(onednn ${DNNL_LIBRARY} OpenMP::OpenMP_CXX)
  endif()
endif()
