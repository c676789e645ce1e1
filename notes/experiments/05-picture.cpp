// Where does each field of the address structs lie, and how long is each struct?
#include <sys/un.h>

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <vector>

#include "families.hpp"

struct Field {
  std::string name;
  std::size_t at, size;
};

/// One row of the picture: three columns a byte, at most 28 bytes.
void draw(const char* name, std::size_t size, const std::vector<Field>& fields) {
  std::string row(3 * 28 + 1, ' ');
  for (const auto& [field, at, length] : fields) {
    const std::size_t end = std::min<std::size_t>(at + length, 28);
    const std::size_t room = 3 * (end - at) - 1;
    row[3 * at] = row[3 * end] = '|';
    row.replace(3 * at + 1 + (room - field.size()) / 2, field.size(), field);
  }
  if (size > 28) row.replace(3 * 28 - 3, 4, " ...");
  std::printf("%-16s %3zu %s\n", name, size, row.substr(0, row.find_last_not_of(' ') + 1).c_str());
}

#define FIELD(text, type, field) \
  Field { text, offsetof(type, field), sizeof(type::field) }

int main() {
  draw("sockaddr", sizeof(sockaddr), {FIELD("fam", sockaddr, sa_family), FIELD("any bytes", sockaddr, sa_data)});
  draw("sockaddr_in", sizeof(sockaddr_in),
       {FIELD("fam", sockaddr_in, sin_family), FIELD("port", sockaddr_in, sin_port),
        FIELD("address", sockaddr_in, sin_addr), FIELD("sin_zero", sockaddr_in, sin_zero)});
  draw("sockaddr_in6", sizeof(sockaddr_in6),
       {FIELD("fam", sockaddr_in6, sin6_family), FIELD("port", sockaddr_in6, sin6_port),
        FIELD("flow info", sockaddr_in6, sin6_flowinfo), FIELD("address", sockaddr_in6, sin6_addr),
        FIELD("scope id", sockaddr_in6, sin6_scope_id)});
  draw("sockaddr_un", sizeof(sockaddr_un),
       {FIELD("fam", sockaddr_un, sun_family), FIELD("sun_path", sockaddr_un, sun_path)});
  draw("sockaddr_storage", sizeof(sockaddr_storage),
       {FIELD("fam", sockaddr_storage, ss_family), {"room for each of them", 2, sizeof(sockaddr_storage) - 2}});
  std::puts("                  at 0     2     4           8                       16                      24");
}
