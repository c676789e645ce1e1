"""What stands outside of the box and must not notice anything: files, listeners, a bystander, a terminal, the secrets, and the watch over
processes, memory and disk while the grader runs."""
import ctypes
import fcntl
import os
import pty
import secrets
import select
import socket
import subprocess
import sys
import termios
import threading

import attack as attacks

MIB = 1 << 20


class World:
    def __init__(self, build, source, folder):
        self.build, self.source, self.folder = build, source, folder
        self.socklab = os.path.join(build, "grader/cli/socklab")
        self.out = os.path.join(folder, "out")
        self.results = os.path.join(self.out, "results")
        self.temporary = os.path.join(folder, "tmp")
        self.mark = "at" + secrets.token_hex(4)
        self.secret = "secret" + secrets.token_hex(8)        # in the canary
        self.variable = "variable" + secrets.token_hex(8)    # in the caller's environment
        self.canary = self._file("outside/canary", self.secret)
        self.own_canary = self._file("outside/own-canary", self.secret)
        self.precious = self._file("outside/precious", "as it was\n")
        self.preloaded = self._file("outside/preloaded", "")
        os.chmod(self.preloaded, 0o666)
        os.makedirs(self.temporary)
        self.sources = attacks.skeletons(source)
        self.listeners = [self._listener(socket.AF_INET, ("127.0.0.1", 0)), self._listener(socket.AF_UNIX, "\0" + self.mark),
                          self._listener(socket.AF_UNIX, os.path.join(folder, "outside/agent"))]
        self.bystander = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
        self.words = {"CANARY": self.canary, "PRECIOUS": self.precious, "RESULTS": self.results, "MARK": self.mark,
                      "SOURCE": source, "AGENT": os.path.join(folder, "outside/agent"), "PORT": str(self.listeners[0].getsockname()[1]),
                      "PRELOAD": os.path.join(folder, "outside/preload.so")}
        self._swaps = []
        self.typed = b""
        self._known = set(children_of_ours())
        self.most_memory = self.most_disk = self.most_processes = 0

    def _file(self, name, text):
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    @staticmethod
    def _listener(family, address):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.bind(address)
        listener.listen(5)
        listener.setblocking(False)
        return listener

    def skeleton(self, lab):
        return self.sources[lab]

    @staticmethod
    def write(folder, text, name=attacks.FILE):
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def while_graded(self, step):
        """Calls step(0), step(1), … as long as the grader runs."""
        self._swaps.append(step)

    def grade(self, paths, more, terminal_at=None):
        """Ends when the grader has ended. Standard output and error go to files: bytes."""
        environment = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": "/", "TMPDIR": self.temporary, self.mark: self.variable,
            "CPLUS_INCLUDE_PATH": os.path.join(self.folder, "outside"), "LD_LIBRARY_PATH": os.path.join(self.folder, "outside"),
            "GCONV_PATH": os.path.join(self.folder, "outside"), "LOCPATH": os.path.join(self.folder, "outside"),
            "GCC_EXEC_PREFIX": os.path.join(self.folder, "outside/"), "GTEST_FILTER": "-*", "ASAN_OPTIONS": "verbosity=2"}
        library = self._preload_library()
        if library:
            environment["LD_PRELOAD"] = library
        open_files = [os.open(self.canary, os.O_RDONLY), self.listeners[0].fileno()]
        ours, theirs = pty.openpty()

        def with_terminal():
            fcntl.ioctl(theirs, termios.TIOCSCTTY, 0)

        done = threading.Event()
        watchers = [threading.Thread(target=self._swap, args=(step, done)) for step in self._swaps]
        name = os.path.join(self.folder, terminal_at or "main")
        with open(name + ".out", "wb") as out, open(name + ".err", "wb") as err:
            process = subprocess.Popen([self.socklab, "grade", *paths, "--out", self.out, "--seed", "1", *more], stdin=theirs, stdout=out,
                                       stderr=err, env=environment, pass_fds=open_files, start_new_session=True, preexec_fn=with_terminal)
            watchers.append(threading.Thread(target=self._watch, args=(process.pid, done)))
            for watcher in watchers:
                watcher.start()
            try:
                status = process.wait(timeout=400)
            except subprocess.TimeoutExpired:
                os.kill(process.pid, 15)
                status = process.wait(timeout=60)
            finally:
                done.set()
                for watcher in watchers:
                    watcher.join()
        if select.select([ours], [], [], 0)[0]:
            self.typed += os.read(ours, 4096)
        for descriptor in (ours, theirs, open_files[0]):
            os.close(descriptor)
        return status, name

    def _preload_library(self):
        """Its constructor notes in whose process it is."""
        path = self.words["PRELOAD"]
        if os.path.exists(path):
            return path
        source = self._file("outside/preload.c", """
            #include <fcntl.h>
            #include <string.h>
            #include <unistd.h>
            #include <errno.h>
            __attribute__((constructor)) static void note(void) {
              int file = open("%s", O_WRONLY | O_APPEND);
              if (file < 0) return;
              if (write(file, program_invocation_short_name, strlen(program_invocation_short_name)) > 0) (void)!write(file, "\\n", 1);
              close(file);
            }
            """ % self.preloaded)
        made = subprocess.run(["cc", "-w", "-D_GNU_SOURCE", "-shared", "-fPIC", source, "-o", path], check=False, capture_output=True)
        return path if made.returncode == 0 else None

    @staticmethod
    def _swap(step, done):
        count = 0
        while not done.wait(0.005):
            step(count)
            count += 1

    def _watch(self, root, done):
        while not done.wait(0.2):
            pages, processes = tree(root)
            self.most_memory = max(self.most_memory, pages * os.sysconf("SC_PAGE_SIZE"))
            self.most_processes = max(self.most_processes, processes)
            self.most_disk = max(self.most_disk, size_of(self.temporary))

    def survivors(self):
        """Names of processes that the grader has left: those handed on to us, and those that bear the mark."""
        left = []
        for pid in children_of_ours():
            if pid in self._known:
                continue
            process = os.pidfd_open(pid)
            ended = select.select([process], [], [], 5)[0]
            os.close(process)
            if ended:
                os.waitpid(pid, 0)
            else:
                left.append(f"{pid} {comm(pid)}")
                os.kill(pid, 9)
        left += [f"{pid} {self.mark}" for pid in os.listdir("/proc") if pid.isdigit() and comm(pid) == self.mark]
        return left

    def visitors(self):
        """Listeners that somebody has connected to."""
        return [listener.getsockname() for listener in self.listeners if select.select([listener], [], [], 0)[0]]

    def close(self):
        self.bystander.stdin.close()
        self.bystander.wait()
        for listener in self.listeners:
            listener.close()


def adopt_orphans():
    """Processes that lose their parent become our children (prctl(2), PR_SET_CHILD_SUBREAPER)."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def children_of_ours():
    pids = []
    for thread in os.listdir("/proc/self/task"):
        with open(f"/proc/self/task/{thread}/children", encoding="ascii") as file:
            pids += map(int, file.read().split())
    return pids


def comm(pid):
    try:
        with open(f"/proc/{pid}/comm", encoding="utf-8", errors="replace") as file:
            return file.read().strip()
    except OSError:
        return ""


def tree(root):
    """Resident pages and number of the processes below this one."""
    about = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
            about[int(pid)] = (int(fields[1]), int(fields[21]))
        except OSError:
            continue
    below = {root}
    while True:
        more = {pid for pid, (parent, _) in about.items() if parent in below} - below
        if not more:
            return sum(about[pid][1] for pid in below if pid in about), len(below)
        below |= more


def size_of(folder):
    size = 0
    for where, _, files in os.walk(folder):
        for file in files:
            try:
                size += os.lstat(os.path.join(where, file)).st_blocks * 512
            except OSError:
                continue
    return size


if __name__ == "__main__":
    sys.exit("run attacks_test.py")
