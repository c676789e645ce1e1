// file_reader PATH NAME: asks the file_helper at PATH for the file NAME, and prints it. It reads a file that it never
// opened. Over your connect_at and receive_descriptor.
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <string>

#include "unix_domain.hpp"

namespace {

const char* in_words(lab::Found found) {
  switch (found) {
    case lab::Found::server:
      return "there is a server";
    case lab::Found::nothing:
      return "there is nothing: start file_helper";
    case lab::Found::stale_socket:
      return "the file_helper that was there has ended: start it again";
    case lab::Found::other_type:
      return "that is a server of another type";
    case lab::Found::no_socket:
      return "that is no socket";
    case lab::Found::locked_socket:
      return "that socket is not for you (its permissions)";
    case lab::Found::locked_folder:
      return "a folder on the way is not for you (its permissions)";
  }
  return "?";
}

void print(int file) {
  std::array<char, 4096> bytes{};
  for (ssize_t size = 0; (size = ::read(file, bytes.data(), bytes.size())) != 0;) {
    if (size == -1) lab::throw_errno("read");
    std::cout.write(bytes.data(), size);
  }
}

/// The helper sends one byte with a descriptor, or a reason on a line.
void ask(const std::string& path, const std::string& name) {
  const lab::Connected helper = lab::connect_at(path);
  if (helper.found != lab::Found::server) throw std::runtime_error(path + ": " + in_words(helper.found));
  const std::string line = name + "\n";
  if (::send(helper.connection.get(), line.data(), line.size(), MSG_NOSIGNAL) == -1) lab::throw_errno("send");
  try {
    const std::optional<lab::Fd> file = lab::receive_descriptor(helper.connection.get());
    if (!file) throw std::runtime_error("the helper does not serve you");
    print(file->get());
  } catch (const std::system_error& error) {
    if (error.code().value() != EBADMSG) throw;
    throw std::runtime_error(name + ": the helper could not open it");
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: file_reader PATH NAME     as in: file_reader /tmp/helper passwd\n";
    return 2;
  }
  try {
    ask(arguments[1], arguments[2]);
  } catch (const std::exception& error) {
    std::cerr << "file_reader: " << error.what() << '\n';
    return 1;
  }
}
