// Whose answer is it? A server is slow once, and its client does not look at numbers.
#include "datagrams.hpp"

/// Answers everything that has come: "2 Lima?" with "2 Lima!".
void answer_all(int server, int questions) {
  for (; questions > 0; --questions) {
    std::array<char, 100> buffer{};
    Address from;
    from.length = sizeof from.storage;
    const ssize_t count =
        must(::recvfrom(server, buffer.data(), buffer.size(), 0, from.get(), &from.length), "recvfrom");
    std::string words(buffer.data(), static_cast<std::size_t>(count));
    words.back() = '!';
    must(send_text(server, words, from), "sendto");
  }
}

void play(const char* how, const std::array<std::string, 3>& questions, std::size_t number_size) {
  std::printf("%s\n", how);
  const Fd server = bound(), client = udp_socket();
  const Address place = address_of(server.get());
  for (const std::string& question : questions) {
    const int times = &question == questions.data() ? 2 : 1;  // The first is asked again: the server is slow.
    for (int i = 0; i < times; ++i) must(send_text(client.get(), question, place), "sendto");
    answer_all(server.get(), times);
    std::printf("  asked %s%s", question.c_str(), times == 2 ? ", and again; " : "; ");
    std::string answer = receive_text(client.get());
    while (answer.substr(1, number_size) != question.substr(0, number_size)) {
      std::printf("passed over %s, ", answer.c_str());
      answer = receive_text(client.get());
    }
    std::printf("took %s\n", answer.c_str());
  }
}

int main() {
  play("without numbers:", {"Rome?", "Lima?", "Oslo?"}, 0);
  play("with numbers:", {"1 Rome?", "2 Lima?", "3 Oslo?"}, 2);
}
