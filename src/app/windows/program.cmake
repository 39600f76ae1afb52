# A program with windows: a double click opens no terminal. Its resources are in the file, too.
enable_language(RC)
configure_file(windows/convlens.manifest ${CMAKE_CURRENT_BINARY_DIR}/convlens.manifest @ONLY)
configure_file(windows/convlens.rc ${CMAKE_CURRENT_BINARY_DIR}/convlens.rc @ONLY)
# Away from the program's definitions, whose parentheses windres cannot bear.
add_library(convlens_resources OBJECT ${CMAKE_CURRENT_BINARY_DIR}/convlens.rc)
target_sources(convlens PRIVATE $<TARGET_OBJECTS:convlens_resources>)
set_property(SOURCE ${CMAKE_CURRENT_BINARY_DIR}/convlens.rc APPEND PROPERTY OBJECT_DEPENDS
  "${CMAKE_SOURCE_DIR}/assets/desktop/convlens.ico;${CMAKE_CURRENT_BINARY_DIR}/convlens.manifest")
set_target_properties(convlens PROPERTIES WIN32_EXECUTABLE ON)
target_compile_options(convlens PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${source_options}>")
target_link_options(convlens PRIVATE -s)
