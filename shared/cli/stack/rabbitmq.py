"""A private RabbitMQ node: own name, ports, epmd, cookie and folder; nothing of the machine's is read or written.

Works with the machine's package and with Debian's packages extracted into the checkout, versions 3.10 to 4.0.
"""

import os
import signal
from pathlib import Path

from shared.cli.machine.broker import installed_at
from shared.cli.machine.messages import MachineLacks
from shared.cli.stack.children import Program
from shared.cli.stack.instance import Instance, checkout_id, user_folder, write_private

ADMIN, VHOST = "vertais", "vertais"
CONFIG = """\
listeners.tcp.1 = 127.0.0.1:{amqp}
management.tcp.ip = 127.0.0.1
management.tcp.port = {management}
default_user = {admin}
default_pass = {password}
default_vhost = {vhost}
loopback_users = none
log.console = true
log.console.level = warning
log.file = false
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 1GB
collect_statistics_interval = 1000
"""
ERL = """\
#!/bin/sh
export ROOTDIR="{erlang}" BINDIR="{erts}" EMU=beam PROGNAME=erl
exec "$BINDIR/erlexec" ${{1+"$@"}}
"""


def prepare(instance: Instance, ports: dict[str, int]) -> tuple[Program, Program]:
    """epmd and the node, in the order of their start. Raises MachineLacks M4."""
    found = installed_at()
    if found is None:
        raise MachineLacks("M4")
    root = found if found == Path("/") else unspaced(found)
    erts = next((root / "usr/lib/erlang").glob("erts-*/bin"))
    home = instance.folder / "rabbitmq"
    write_files(instance, home, root, erts, ports)
    server = next((root / "usr/lib/rabbitmq/lib").glob("rabbitmq_server-*/sbin/rabbitmq-server"))
    env = node_env(instance, home, found, erts, ports)
    address = ["-port", str(ports["epmd"]), "-address", "127.0.0.1"]
    epmd = Program("epmd", [str(erts / "epmd"), *address], {"ERL_EPMD_RELAXED_COMMAND_CHECK": "1"}, patience=3)
    return epmd, Program("rabbitmq", [str(server)], env, cwd=home, orphaned=signal.SIGTERM)


def unspaced(target: Path) -> Path:
    """The scripts quote nothing: they are reached through a link whose path has no space."""
    link = user_folder() / f"rabbitmq-{checkout_id()}"
    if not link.is_symlink() or link.readlink() != target:
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    return link


def write_files(instance: Instance, home: Path, root: Path, erts: Path, ports: dict[str, int]) -> None:
    (home / "bin").mkdir(parents=True, exist_ok=True)
    (home / "conf.d").mkdir(exist_ok=True)
    erl = home / "bin" / "erl"  # Debian's names /usr/lib/erlang
    erl.write_text(ERL.format(erlang=root / "usr/lib/erlang", erts=erts))
    erl.chmod(0o755)
    write_private(home / ".erlang.cookie", instance.secrets["cookie"])
    (home / ".erlang.cookie").chmod(0o400)
    password = instance.secrets["rabbitmq"]
    write_private(home / "rabbitmq.conf", CONFIG.format(admin=ADMIN, password=password, vhost=VHOST, **ports))
    (home / "env.conf").write_text("")
    (home / "advanced.config").write_text("[].")
    (home / "plugins").write_text("[rabbitmq_management].")


def node_env(instance: Instance, home: Path, found: Path, erts: Path, ports: dict[str, int]) -> dict[str, str]:
    """Everything the scripts would otherwise look up below /etc and /var."""
    path = f"{home / 'bin'}:{erts}:{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    files = {
        "MNESIA_BASE": "mnesia",
        "LOG_BASE": "log",
        "CONFIG_FILE": "rabbitmq.conf",
        "CONFIG_FILES": "conf.d",
        "ADVANCED_CONFIG_FILE": "advanced.config",
        "CONF_ENV_FILE": "env.conf",
        "ENABLED_PLUGINS_FILE": "plugins",
        "PID_FILE": "pid",
        "GENERATED_CONFIG_DIR": "config",
        "FEATURE_FLAGS_FILE": "feature_flags",
    }
    named = {f"RABBITMQ_{name}": str(home / file) for name, file in files.items()}
    libraries = ":".join(str(each) for each in [*found.glob("usr/lib/*-linux-gnu"), *found.glob("lib/*-linux-gnu")])
    own_libraries = {"LD_LIBRARY_PATH": libraries} if found != Path("/") and libraries else {}
    return (
        named
        | own_libraries
        | {
            "HOME": str(home),
            "PATH": path,
            "ERL_EPMD_PORT": str(ports["epmd"]),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"vertais-{instance.id}@localhost",
            "RABBITMQ_DIST_PORT": str(ports["dist"]),
            "RABBITMQ_LOGS": "-",
            "RUNNING_UNDER_SYSTEMD": "true",  # the script then becomes the node, which so gets our signals itself
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": "+S 2:2 +sbwt none -kernel inet_dist_use_interface {127,0,0,1}",
        }
    )
