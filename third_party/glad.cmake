# glad: a header that declares and finds OpenGL's functions, written by glad's generator from the
# specification that comes with it.
find_program(CONVLENS_GLAD glad REQUIRED)
set(glad_folder ${CMAKE_BINARY_DIR}/third_party/glad)
if(NOT EXISTS ${glad_folder}/include/glad/gl.h)
  execute_process(
    COMMAND ${CONVLENS_GLAD} --reproducible --quiet --api gl:core=3.3 --extensions ""
      --out-path ${glad_folder} c --header-only
    COMMAND_ERROR_IS_FATAL ANY)
endif()
add_library(glad INTERFACE)
target_include_directories(glad SYSTEM INTERFACE ${glad_folder}/include)
