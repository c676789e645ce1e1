// Who a box belongs to on this machine. An ordinary user's box is that user's. Root's must not be root's: no limit on
// processes holds for root. So root's outer box has two users, root and nobody, and what runs in it is nobody.
#pragma once

#include <filesystem>

namespace sandbox {

/// For run(): the descriptor to pass, a user namespace (user_namespaces(7)) made at the first call. -1 for ordinary
/// users, whose boxes make their own. Throws std::system_error where root may not make one.
int user_namespace();

/// Gives a file or folder to whoever runs in the boxes, who else could not write there. Throws std::system_error.
void give_to_box(const std::filesystem::path& path);

}  // namespace sandbox
