// file_helper PATH FOLDER: opens files of FOLDER, for reading, for programs that may not open them themselves. Whoever
// connects to PATH, and is the same user, sends a name on a line, and gets a descriptor; or, when the file cannot be
// opened, the reason on a line. Over your listen_at, peer_credentials and send_descriptor. Ctrl-C ends it.
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <exception>
#include <iostream>
#include <string>

#include "unix_domain.hpp"

namespace {

/// What the client sends until "\n" or its end, at most 255 bytes.
std::string receive_name(int connection) {
  std::string name;
  for (char byte = 0; name.size() < 255 && ::recv(connection, &byte, 1, 0) == 1 && byte != '\n';) name += byte;
  return name;
}

/// A file of the folder itself: no way leads out of it.
lab::Fd open_file(int folder, const std::string& name) {
  if (name.find('/') != std::string::npos || name == "..") lab::throw_errno("open", EACCES);
  lab::Fd file(::openat(folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file) lab::throw_errno("open");
  return file;
}

void serve(int connection, int folder) {
  const lab::Credentials peer = lab::peer_credentials(connection);
  if (peer.uid != ::geteuid()) {
    std::cout << "user " << peer.uid << " is not served" << std::endl;
    return;
  }
  const std::string name = receive_name(connection);
  try {
    lab::send_descriptor(connection, open_file(folder, name).get());
    std::cout << "process " << peer.pid << " has " << name << std::endl;
  } catch (const std::system_error& error) {
    std::cout << "process " << peer.pid << " has not " << name << ": " << error.what() << std::endl;
    const std::string reason = error.code().message() + "\n";
    ::send(connection, reason.data(), reason.size(), MSG_NOSIGNAL);
  }
}

void run(const std::string& path, const char* folder_name) {
  const lab::Fd folder(::open(folder_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) lab::throw_errno("open");
  const lab::Fd listener = lab::listen_at(path, 0600);
  std::cout << "opening files of " << folder_name << " at " << path << std::endl;
  for (;;) {
    const lab::Fd connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!connection) lab::throw_errno("accept");
    try {
      serve(connection.get(), folder.get());
    } catch (const std::system_error& error) {
      std::cout << "a client has gone: " << error.what() << std::endl;
    }
  }
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::cerr << "usage: file_helper PATH FOLDER     as in: file_helper /tmp/helper /etc\n";
    return 2;
  }
  try {
    run(arguments[1], arguments[2]);
  } catch (const std::exception& error) {
    std::cerr << "file_helper: " << error.what() << '\n';
    return 1;
  }
}
