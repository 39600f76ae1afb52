# The libraries of the Windows program. It computes on one thread: Debian has no oneTBB for it.
set(CONVLENS_LIBRARIES ${CMAKE_SOURCE_DIR}/build/windows-libraries)
if(NOT EXISTS ${CONVLENS_LIBRARIES}/.headers)
  message(FATAL_ERROR "The Windows program's libraries are not there: use ./dev package windows")
endif()

add_compile_definitions(UNICODE NOMINMAX WIN32_LEAN_AND_MEAN _WIN32_WINNT=0x0A00)

include(${CMAKE_CURRENT_LIST_DIR}/../built_libraries.cmake)
built_library(tiff libtiff.a libjpeg.a libz.a)
built_library(glfw libglfw3.a)
target_link_libraries(third_party_glfw INTERFACE gdi32)
built_library(cli11)
target_compile_definitions(third_party_cli11 INTERFACE CLI11_HAS_FILESYSTEM=0) # narrow paths
include(${CMAKE_CURRENT_LIST_DIR}/../glad.cmake)
add_library(third_party_gl INTERFACE)
target_link_libraries(third_party_gl INTERFACE glad)
add_library(third_party::gl ALIAS third_party_gl)
target_sources(built_imgui PRIVATE ${imgui}/backends/imgui_impl_glfw.cpp)
target_link_libraries(built_imgui PUBLIC third_party_glfw)
