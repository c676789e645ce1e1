// row: 9
// attack: writes its own result file
// stopped by: the folder of the results is not mounted
// verdict: failed
// together: yes
// says: results: ENOENT
// must not happen: a result file that the grader did not write
#include "told.hpp"

static std::string attack() {
  return opened(results, O_RDONLY | O_DIRECTORY) + ", " +
         opened(results + std::string("/forged.json"), O_WRONLY | O_CREAT);
}
