# Helpers that give every target of the project the same language level, warnings and sanitizers.

add_library(iic_settings INTERFACE)
target_compile_options(iic_settings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-align -Wformat=2 -Werror)
# GCC 12 takes the destructor of std::variant, as expected<T, Stop> holds one, for a use of uninitialised memory.
target_compile_options(iic_settings INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 warns of overlaps inside std::string's own operators (its bug 105651).
    target_compile_options(iic_settings INTERFACE -Wno-restrict)
endif()
if(IIC_SANITIZE)
    target_compile_options(iic_settings INTERFACE -fsanitize=${IIC_SANITIZE} -fno-omit-frame-pointer)
    target_link_options(iic_settings INTERFACE -fsanitize=${IIC_SANITIZE})
endif()

# iic_library(<name> ROOT core|ui SOURCES … [PUBLIC …] [PRIVATE …]) makes the static library iic::<name>.
# Headers are included as "<folder>/<Header>.h" from the layer's root.
function(iic_library name)
    cmake_parse_arguments(ARG "" "ROOT" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(iic_${name} STATIC ${ARG_SOURCES})
    add_library(iic::${name} ALIAS iic_${name})
    target_include_directories(iic_${name} PUBLIC ${PROJECT_SOURCE_DIR}/${ARG_ROOT})
    target_link_libraries(iic_${name} PUBLIC ${ARG_PUBLIC} PRIVATE iic_settings ${ARG_PRIVATE})
endfunction()

# iic_test(<name> SOURCES … [LINKS …] [TIMEOUT seconds] [LABELS …]) makes a Qt Test program and registers it.
function(iic_test name)
    cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    if(NOT ARG_TIMEOUT)
        set(ARG_TIMEOUT 60)
    endif()
    if(IIC_SANITIZE) # which takes up to ten times as long
        math(EXPR ARG_TIMEOUT "${ARG_TIMEOUT} * 10")
    endif()
    add_executable(${name} ${ARG_SOURCES})
    set_target_properties(${name} PROPERTIES AUTOMOC ON)
    target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS IIC_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    target_link_libraries(${name} PRIVATE iic_settings iic::testsupport Qt6::Test ${ARG_LINKS})
    add_test(NAME ${name} COMMAND ${name})
    # Threads of OpenMP that spin while they wait take four times as long where tests run side by side.
    set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
        ENVIRONMENT "QT_QPA_PLATFORM=offscreen;XDG_RUNTIME_DIR=${CMAKE_BINARY_DIR}/run;\
XDG_CONFIG_HOME=${CMAKE_BINARY_DIR}/run/${name};XDG_DATA_HOME=${CMAKE_BINARY_DIR}/run/${name};OMP_WAIT_POLICY=passive;QTEST_FUNCTION_TIMEOUT=900000;\
LSAN_OPTIONS=print_suppressions=0:suppressions=${PROJECT_SOURCE_DIR}/tests/support/leaks.supp;\
TSAN_OPTIONS=ignore_noninstrumented_modules=1:die_after_fork=0:suppressions=${PROJECT_SOURCE_DIR}/tests/support/races.supp")
endfunction()
