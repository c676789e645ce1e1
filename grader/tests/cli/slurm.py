"""A Slurm of two nodes on this machine, n1 and n2, in a folder of its own: for tests.

Everything listens on 127.0.0.1 only, at ports that were free, and is a child of the test, which ends it by its number; steps leave
slurmd, but the test is a subreaper. No cgroup and no systemd are needed. slurmd starts only as root.
"""
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

PROGRAMS = ["munged", "slurmctld", "slurmd", "srun", "salloc", "sinfo", "squeue"]
PR_SET_CHILD_SUBREAPER = 36
MARK = "SLURM_OF_THE_TEST"
CONFIGURATION = """
ClusterName=lab
SlurmctldHost={host}(127.0.0.1)
AuthType=auth/munge
AuthInfo=socket={here}/munge.socket
CredType=cred/munge
SlurmUser=root
SlurmdUser=root
SlurmctldPort={ports[0]}
SlurmctldPidFile={here}/slurmctld.pid
SlurmdPidFile={here}/%n.pid
StateSaveLocation={here}/state
SlurmdSpoolDir={here}/spool-%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SlurmdTimeout={node_timeout}
MessageTimeout=5
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
NodeName=n1 NodeHostName={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1 RealMemory=100 State=UNKNOWN
NodeName=n2 NodeHostName={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1 RealMemory=100 State=UNKNOWN
PartitionName=grade Nodes=n1,n2 Default=YES MaxTime=60 State=UP
"""


def why_not():
    """What is missing here, in one line; None where nothing is."""
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    missing = [program for program in PROGRAMS if not shutil.which(program, path=path)]
    if missing:
        return "no " + ", ".join(missing) + ": apt-get install slurm-wlm munge"
    return None if os.getuid() == 0 else "slurmd must be started by root"


def free_ports(count):
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


class Slurm:
    def __init__(self, node_timeout=15):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self.here = tempfile.mkdtemp(prefix="slurm-")
        self.running = {}
        self.env = dict(os.environ, SLURM_CONF=os.path.join(self.here, "slurm.conf"), PATH=os.environ["PATH"] + ":/usr/sbin:/sbin")
        try:
            self.configure(node_timeout)
            self.start("munged", "--foreground", "--key-file=" + self.path("key"), "--socket=" + self.path("munge.socket"),
                       "--pid-file=" + self.path("munged.pid"), "--seed-file=" + self.path("seed"), "--log-file=" + self.path("munged.log"),
                       "--num-threads=2")
            self.wait_for(lambda: os.path.exists(self.path("munge.socket")))
            self.start("slurmctld", "-D", "-c", "-f", self.path("slurm.conf"))
            for node in ("n1", "n2"):
                self.start("slurmd", "-D", "-f", self.path("slurm.conf"), "-N", node, name=node)
            self.wait_for(lambda: self.states() == ["n1 idle", "n2 idle"])
        except BaseException:
            self.stop()
            raise

    def path(self, name):
        return os.path.join(self.here, name)

    def configure(self, node_timeout):
        os.chmod(self.here, 0o755)  # munged trusts no folder that others may write
        for folder in ("state", "spool-n1", "spool-n2"):
            os.mkdir(self.path(folder))
        with open(os.open(self.path("key"), os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            file.write(os.urandom(64))
        with open(self.path("slurm.conf"), "w", encoding="ascii") as file:
            file.write(CONFIGURATION.format(here=self.here, host=socket.gethostname().split(".")[0], ports=free_ports(3),
                                            node_timeout=node_timeout))

    def start(self, program, *arguments, name=None):
        name = name or program
        with open(self.path(name + ".out"), "ab") as out:
            self.running[name] = subprocess.Popen([program, *arguments], env=dict(self.env, **{MARK: self.path(name)}),
                                                  stdin=subprocess.DEVNULL, stdout=out, stderr=out)

    def run(self, *command, timeout=30):
        with self.begin(*command) as process:
            return self.end(process, timeout)

    def begin(self, *command):
        return subprocess.Popen(command, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                text=True)

    @staticmethod
    def end(process, timeout):
        """(status, what it said). Whatever happens, it is ended, with all that is below it."""
        try:
            said = process.communicate(timeout=timeout)[0]
            return process.returncode, said
        finally:
            if process.poll() is None:
                kill_trees([process.pid])
                process.wait()

    def states(self):
        return sorted(self.run("sinfo", "-h", "-N", "-o", "%N %t")[1].split("\n")[:-1])

    def wait_for(self, question, within=30):
        until = time.monotonic() + within
        while not question():
            if time.monotonic() > until or any(one.poll() is not None for one in self.running.values()):
                raise RuntimeError("Slurm does not start:\n" + self.logs())
            time.sleep(0.05)

    def logs(self):
        text = ""
        for name in self.running:
            with open(self.path(name + ".out"), encoding="utf-8", errors="replace") as file:
                text += f"{name}:\n" + "".join(file.readlines()[-10:])
        return text

    def lose(self, node):
        """The node is gone, as if its power were cut: slurmd, its steps, and what runs in them."""
        slurmd = self.running.pop(node)
        slurmd.send_signal(signal.SIGSTOP)
        kill_trees([slurmd.pid, *self.steps_of(node)])
        slurmd.wait()

    def steps_of(self, node):
        """Each slurmstepd leaves its parent, slurmd, but keeps its environment."""
        mark = f"{MARK}={self.path(node)}".encode()
        found = []
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open(f"/proc/{pid}/cmdline", "rb") as command, open(f"/proc/{pid}/environ", "rb") as environment:
                    if command.read().startswith(b"slurmstepd") and mark in environment.read().split(b"\0"):
                        found.append(int(pid))
            except OSError:
                pass  # ended meanwhile
        return found

    def stop(self):
        for name in ("n1", "n2", "slurmctld", "munged"):
            process = self.running.pop(name, None)
            if process is None:
                continue
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        kill_trees(self.steps_of("n1") + self.steps_of("n2"))
        reap(10)
        shutil.rmtree(self.here, ignore_errors=True)



def reap(within):
    """Waits for all children: orphans of steps are ours, below a subreaper."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                time.sleep(0.01)
        except ChildProcessError:
            return


def children(pid):
    found = []
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                found += map(int, file.read().split())
    except OSError:
        pass  # ended meanwhile
    return found


def kill_trees(pids):
    """First stopped, then listed: nothing can fork away."""
    todo, all_of_them = list(pids), []
    while todo:
        one = todo.pop()
        try:
            os.kill(one, signal.SIGSTOP)
        except ProcessLookupError:
            continue
        all_of_them.append(one)
        todo += children(one)
    for one in all_of_them:
        try:
            os.kill(one, signal.SIGKILL)
        except ProcessLookupError:
            pass
