// What the sanitizers ask the program that they are in: answered here, so that student code cannot answer (a second
// definition is an error of the linker). The same in every worker.
extern "C" {

const char* __asan_default_options() { return ""; }  // the launcher's environment has them
const char* __asan_default_suppressions() { return ""; }
void __asan_on_error() {}
const char* __ubsan_default_options() { return ""; }
const char* __lsan_default_options() { return ""; }
const char* __lsan_default_suppressions() { return ""; }
int __lsan_is_turned_off() { return 0; }

}  // extern "C"
