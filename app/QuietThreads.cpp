#include <cstdlib>

// LibTorch's threads wait by keeping a core busy unless OMP_WAIT_POLICY says otherwise: on a machine with other work that
// takes four times as long. Their library reads it when it is loaded, before main(), so it is set before that: what
// .preinit_array names runs before the libraries' own beginnings.
namespace {

void letThreadsSleep(int, char**, char**) { setenv("OMP_WAIT_POLICY", "passive", 0); }

[[gnu::section(".preinit_array"), gnu::used]] void (*const first)(int, char**, char**) = letThreadsSleep;

} // namespace
