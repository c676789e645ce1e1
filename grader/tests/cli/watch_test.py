"""watch at a terminal (a pty): saves in all the ways that editors have, keys, and every way out.

usage: watch_test.py BUILD-ROOT SOURCE-ROOT [SAVES [SEED]]

`watch` looks at the tree that it was built from. So that no student's file is touched, it runs where a copy of labs/ is mounted over that
tree's (unshare(1), mount --bind), and remembers in a folder of the test's (--out).
"""
import ctypes
import fcntl
import os
import random
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time
import unittest

BUILD, SOURCE = (os.path.realpath(path) for path in sys.argv[1:3])
SAVES = int(sys.argv[3]) if len(sys.argv) > 3 else 10
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 1
SOCKLAB = os.path.join(BUILD, "grader/cli/socklab")
LAB, FILE = "04-network-byte-order", "network_byte_order.cpp"
BEGUN = '{ throw NotStarted("host_order"); }'
UNSHARE = ["unshare", "--map-root-user", "--mount", "sh", "-c"]  # the shell becomes the program: no process between
CLEAR = b"\x1b[H\x1b[2J"
PATIENCE = 120  # seconds, on a machine that is busy
PR_SET_CHILD_SUBREAPER = 36

RIGHT = "{ return std::endian::native == std::endian::little ? ByteOrder::little : ByteOrder::big; }"
WRONG = '{{ ::write(1, "save {0}.", {1}); return ByteOrder(9); }}'  # seen in the page, as what it printed
REFUSED = '{{ static_assert(sizeof(int) == 99, "save {0}."); }}'


def wrong(number):
    return WRONG.format(number, len(f"save {number}."))


# Ways to save: each leaves `text` in the file.
def in_place(path, text):
    with open(path, "r+b") as file:
        file.write(text)
        file.truncate()


def truncated(path, text):
    with open(path, "wb", buffering=0) as file:
        for at in range(0, len(text), 1000):
            file.write(text[at:at + 1000])


def renamed_over(path, text):
    with open(path + ".new", "wb") as file:
        file.write(text)
    os.rename(path + ".new", path)


def with_backup(path, text):
    os.rename(path, path + "~")
    with open(path, "xb") as file:
        file.write(text)


def removed_first(path, text):
    os.unlink(path)
    with open(path, "xb") as file:
        file.write(text)


WAYS = [in_place, truncated, renamed_over, with_backup, removed_first]


class Place:
    """A tree to watch, and where it remembers."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="watch-test-")
        self.labs, self.out, self.tmp = (os.path.join(self.folder, name) for name in ("labs", "out", "tmp"))
        shutil.copytree(os.path.join(SOURCE, "labs"), self.labs)
        os.mkdir(self.tmp)
        self.file = os.path.join(self.labs, LAB, FILE)
        with open(self.file, encoding="utf-8") as file:
            self.skeleton = file.read()

    def text(self, body):
        return ("#include <unistd.h>\n\n#include <bit>\n" + self.skeleton.replace(BEGUN, body)).encode()

    def command(self, *words):
        return [*UNSHARE, 'mount --bind "$0" "$1" && shift && exec "$@"', self.labs, os.path.join(SOURCE, "labs"),
                SOCKLAB, *words, "--out", self.out]

    def environment(self):
        return dict(os.environ, TMPDIR=self.tmp, TERM="xterm")

    def run(self, *words, **how):
        return subprocess.run(self.command(*words), env=self.environment(), capture_output=True, text=True, check=False,
                              timeout=PATIENCE, **how)


class Terminal:
    """`watch` at a terminal of its own."""

    def __init__(self, place, *words):
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 100, 0, 0))
        self.slave = slave  # kept open, to look at its modes after the end
        self.before = termios.tcgetattr(slave)
        self.bytes = b""
        self.process = subprocess.Popen(place.command("watch", *words), env=place.environment(), stdin=slave, stdout=slave,
                                        stderr=slave, start_new_session=True,
                                        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))

    def read(self, within):
        """What comes within so many seconds, if anything does."""
        if select.select([self.master], [], [], max(within, 0))[0]:
            self.bytes += os.read(self.master, 65536)
            return True
        return False

    def page(self):
        """The last one, without its colours."""
        return re.sub("\x1b\\[[0-9]+m", "", self.bytes.split(CLEAR)[-1].decode(errors="replace"))

    def until(self, *texts):
        """Waits for a whole page with these texts; returns it."""
        end = time.monotonic() + PATIENCE
        while not (all(text in self.page() for text in texts) and "q quit" in self.page()):
            if not self.read(end - time.monotonic()) and time.monotonic() >= end:
                raise AssertionError(f"no page with {texts}; the last one:\n{self.page()}")
        return self.page()

    def press(self, keys):
        os.write(self.master, keys.encode())

    def raw(self):
        return termios.tcgetattr(self.slave)[3] & (termios.ICANON | termios.ECHO) == 0

    def ended(self):
        """Waits for the end; its exit status."""
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            self.read(0.05)
        return self.process.wait(timeout=1)

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
        return file.read().split()


def orphans(terminal, within=5):
    """Processes besides `watch` that lost their parent to us (we are their subreaper) and still live after so many seconds."""
    end = time.monotonic() + within
    while True:
        left = [int(pid) for pid in children_of(os.getpid()) if int(pid) != terminal.process.pid]
        left = [pid for pid in left if os.waitpid(pid, os.WNOHANG)[0] == 0]
        if not left or time.monotonic() >= end:
            return left
        terminal.read(0.02)


class Watch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if subprocess.run([*UNSHARE, "mount --bind /tmp /tmp"], capture_output=True, check=False).returncode != 0:
            raise unittest.SkipTest("needs a user namespace, to mount a copy of labs/")
        with open(os.path.join(SOURCE, "labs", LAB, FILE), encoding="utf-8") as file:
            if BEGUN not in file.read():
                raise unittest.SkipTest("the skeleton has been worked on")
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # so that nothing gets lost unseen

    def setUp(self):
        self.place = Place()
        self.addCleanup(shutil.rmtree, self.place.folder)
        self.terminals = []
        self.addCleanup(self.close)

    def close(self):
        for one in self.terminals:
            one.process.kill()
            one.process.wait()
            os.close(one.master)
            os.close(one.slave)

    def watch(self, *words):
        self.terminals.append(Terminal(self.place, *words))
        return self.terminals[-1]

    def save(self, way, body):
        way(self.place.file, self.place.text(body))

    # Is each way to save seen, and the page's verdict that of the new text?
    def test_every_way_to_save(self):
        for words in ([], ["--poll"]):
            screen = self.watch("04.1", *words)
            screen.until("NotStarted", FILE + ":")
            for number, way in enumerate(WAYS):
                with self.subTest(way=way.__name__, words=words):
                    self.save(way, wrong(number))
                    page = screen.until(f"save {number}.", "h for a hint")
                    self.assertNotIn("✔ 04.1", page)
            self.save(in_place, REFUSED.format("refused"))
            screen.until("did not build", "save refused.")
            self.save(in_place, RIGHT)
            screen.until("n goes on", "1 of ", "now 04.1")
            screen.press("q")
            self.assertEqual(screen.ended(), 0)
            self.save(in_place, BEGUN)

    # Do the keys do what the last line says, and does it never move on by itself?
    def test_keys(self):
        screen = self.watch("04")
        screen.until("NotStarted")
        screen.press("s")
        screen.until("once the exercise has passed")
        screen.press("t")
        screen.until("There is no timeline")
        screen.press("h")
        screen.until("  1.  ", "Another h")
        screen.press("hh")
        screen.until("  3.  ", "last hint")
        screen.press("l")
        screen.until("▸ · 04.1", "01  Socket system calls")
        screen.press("\x1b[B\x1b[B")
        screen.until("▸ · 04.3")
        self.save(in_place, RIGHT)
        screen.press("l")
        screen.until("n goes on", "now 04.1")
        if os.path.isdir(os.path.join(SOURCE, "solutions")):
            screen.press("s")
            screen.until("One solution", "ByteOrder host_order()", "s leads back")
            screen.press(" \x1b[As")
            screen.until("n goes on", "✔ 04.1")
        screen.press("n")
        screen.until("now 04.2", "NotStarted")
        screen.press("x")
        screen.until("y does it")
        screen.press("n")
        screen.until("Nothing was changed", "now 04.2")
        screen.press("x")
        screen.until("y does it")
        screen.press("y")
        screen.until("The skeleton is back", "0 of ")
        with open(self.place.file, encoding="utf-8") as file:
            self.assertEqual(file.read(), self.place.skeleton)
        kept = [name for name in os.listdir(os.path.dirname(self.place.file)) if ".kept-" in name]
        self.assertEqual(len(kept), 1)
        with open(os.path.join(self.place.labs, LAB, kept[0]), "rb") as file:
            self.assertEqual(file.read(), self.place.text(RIGHT))
        screen.press("q")
        self.assertEqual(screen.ended(), 0)
        # It goes on where it was.
        screen = self.watch()
        screen.until("now 04.2", "NotStarted")

    # Is the terminal as it was after every way out, and while it is stopped?
    def test_every_way_out_restores_the_terminal(self):
        for way, status in (("q", 0), ("\x03", 130), (signal.SIGTERM, 130), (signal.SIGHUP, 130), ("\x1c", 130)):
            with self.subTest(way=way):
                screen = self.watch("04.1")
                screen.until("now 04.1")
                self.assertTrue(screen.raw())
                if isinstance(way, str):
                    screen.press(way)
                else:
                    screen.process.send_signal(way)
                self.assertEqual(screen.ended(), status)
                self.assertEqual(termios.tcgetattr(screen.slave), screen.before)
        screen = self.watch("04.1")
        screen.until("NotStarted")
        for _ in range(2):
            screen.press("\x1a")
            self.assertTrue(os.WIFSTOPPED(os.waitpid(screen.process.pid, os.WUNTRACED)[1]))
            self.assertEqual(termios.tcgetattr(screen.slave), screen.before)
            screen.bytes = b""
            screen.process.send_signal(signal.SIGCONT)
            screen.until("NotStarted")
            self.assertTrue(screen.raw())
        screen.process.send_signal(signal.SIGABRT)  # a crash
        self.assertEqual(screen.ended(), -signal.SIGABRT)
        self.assertEqual(termios.tcgetattr(screen.slave), screen.before)

    # Without a terminal: plain lines, no keys, and still a verdict for every save?
    def test_plain_lines_without_a_terminal(self):
        with subprocess.Popen(self.place.command("watch", "04.1"), env=self.place.environment(), stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE) as process:
            text = b""

            def until(wanted):
                nonlocal text
                end = time.monotonic() + PATIENCE
                while wanted not in text:
                    self.assertTrue(select.select([process.stdout], [], [], end - time.monotonic())[0], text.decode())
                    text += os.read(process.stdout.fileno(), 65536)

            until(b"throw NotStarted")
            self.save(renamed_over, wrong(1))
            until(b"save 1.")
            process.terminate()
            process.wait(timeout=PATIENCE)
            self.assertEqual(process.returncode, 130)
            self.assertNotIn(b"\x1b", text)
            self.assertNotIn(b"q quit", text)

    # Many saves, most of them while it still builds or tests: does anything leak, is any verdict one of an older text?
    def test_many_saves(self):
        chance = random.Random(SEED)
        screen = self.watch("04.1")
        screen.until("NotStarted")
        descriptors = screen.descriptors()
        for number in range(SAVES):
            body = chance.choice([wrong(number), wrong(number), REFUSED.format(number)])
            self.save(chance.choice(WAYS), body)
            if number == SAVES - 1 or chance.random() < 0.25:
                screen.until(f"save {number}.")
                # Nothing of the checks that were ended is left: no process, no folder.
                self.assertEqual(children_of(screen.process.pid), [])
                self.assertEqual(orphans(screen), [])
                self.assertEqual(os.listdir(self.place.tmp), [])
            else:
                until = time.monotonic() + chance.random() * 1.5
                while screen.read(until - time.monotonic()):
                    pass
        self.assertEqual(screen.descriptors(), descriptors)
        shown = [int(number) for number in re.findall(rb"save ([0-9]+)\.", screen.bytes)]
        self.assertEqual(shown, sorted(shown), "a verdict came after that of a later save")
        screen.press("q")
        self.assertEqual(screen.ended(), 0)
        self.assertEqual(orphans(screen), [])


class Remembered(unittest.TestCase):
    setUpClass = classmethod(Watch.setUpClass.__func__)

    def setUp(self):
        self.place = Place()
        self.addCleanup(shutil.rmtree, self.place.folder)

    # Do check, status and next agree on what has passed?
    def test_a_check_is_remembered(self):
        self.assertIn("01.1", self.place.run("next").stdout)
        in_place(self.place.file, self.place.text(RIGHT))
        self.assertEqual(self.place.run("check", "04.1").returncode, 0)
        self.assertIn("✔ 04.1", self.place.run("status").stdout)
        self.assertIn("  04.2  ", self.place.run("next", "--labs", "04").stdout)

    # Is one hint more told each time, and as many as asked for at any time?
    def test_hints_are_counted(self):
        for level in (1, 2, 3, 3):
            said = self.place.run("hint", "04.2").stdout
            self.assertEqual([f"  {n}.  " in said for n in (1, 2, 3)], [n <= level for n in (1, 2, 3)])
        self.assertNotIn("  2.  ", self.place.run("hint", "04.2", "1").stdout)

    # Is a file that cannot be read kept aside, with one line about it, and no obstacle?
    def test_a_broken_file_is_kept_aside(self):
        os.mkdir(self.place.out)
        path = os.path.join(self.place.out, "progress.json")
        for text in ("", "{", '{"schema": "socklab/progress/99"}', "\0" * 5000):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            ended = self.place.run("status")
            self.assertEqual((ended.returncode, ended.stderr.count("\n")), (0, 1), ended.stderr)
            self.assertIn(".kept-", ended.stderr)
            self.assertFalse(os.path.exists(path))
        self.assertEqual(len([name for name in os.listdir(self.place.out) if ".kept-" in name]), 4)

    # Does reset ask, keep the student's file, and put back exactly what was handed out?
    def test_reset(self):
        self.place.run("status")
        mine = self.place.text(RIGHT)
        in_place(self.place.file, mine)
        refused = self.place.run("reset", "04", stdin=subprocess.DEVNULL)
        self.assertEqual((refused.returncode, "--yes" in refused.stderr), (2, True))
        self.assertEqual(self.place.run("reset", "04.1", "--yes").returncode, 2)
        for times in (1, 2):
            self.assertEqual(self.place.run("reset", "04", "--yes").returncode, 0)
            with open(self.place.file, encoding="utf-8") as file:
                self.assertEqual(file.read(), self.place.skeleton)
            kept = sorted(name for name in os.listdir(os.path.dirname(self.place.file)) if ".kept-" in name)
            self.assertEqual(len(kept), times)
        texts = []
        for name in kept:
            with open(os.path.join(self.place.labs, LAB, name), "rb") as file:
                texts.append(file.read())
        self.assertEqual(sorted(texts), sorted([mine, self.place.skeleton.encode()]))

    # Is it said where to take the skeleton from when the file was changed before anything could keep it?
    def test_reset_without_a_skeleton(self):
        in_place(self.place.file, self.place.text(RIGHT))
        ended = self.place.run("reset", "04", "--yes")
        self.assertEqual((ended.returncode, "archive" in ended.stderr), (2, True))
        with open(self.place.file, "rb") as file:
            self.assertEqual(file.read(), self.place.text(RIGHT))


if __name__ == "__main__":
    if os.access(BUILD, os.W_OK):
        subprocess.run(["ninja", "-C", BUILD, "socklab"], check=True, stdout=subprocess.DEVNULL)
    unittest.main(argv=sys.argv[:1], verbosity=2)
