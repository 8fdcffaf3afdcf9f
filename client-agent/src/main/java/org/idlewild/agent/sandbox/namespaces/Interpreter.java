package org.idlewild.agent.sandbox.namespaces;

import java.util.ArrayList;
import java.util.List;
import org.idlewild.agent.sandbox.Wrapping;

/** Turns operations into the one command that does them all. */
final class Interpreter {
  /** Writes its own process number to each file up to the mark, then becomes what follows. */
  private static final String JOIN =
      "while [ \"$1\" != -- ]; do echo $$ > \"$1\" || exit 126; shift; done; shift; exec \"$@\"";

  private Interpreter() {}

  /** The command for a list of operations that ends with {@link Operation.Execute}. */
  static List<String> command(List<Operation> operations) {
    List<String> command = new ArrayList<>();
    List<String> options = new ArrayList<>();
    List<String> program = new ArrayList<>();
    for (Operation operation : operations) {
      if (operation instanceof Operation.Outside outside) {
        command.addAll(wrap(outside));
      } else if (operation instanceof Operation.Inside inside) {
        options.addAll(option(inside));
      } else {
        program.addAll(last(operation));
      }
    }
    command.add("bwrap");
    command.addAll(options);
    command.add("--");
    command.addAll(program);
    return command;
  }

  private static List<String> wrap(Operation.Outside operation) {
    if (operation instanceof Operation.Tie tie) {
      return Wrapping.tie(tie.agent());
    }
    if (operation instanceof Operation.Join join) {
      List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", JOIN, "join"));
      join.groups().forEach(group -> command.add(group.toString()));
      command.add("--");
      return command;
    }
    if (operation instanceof Operation.Restrict restrict) {
      return Wrapping.limits(restrict.limits(), restrict.platform());
    }
    return Wrapping.lowestPriority();
  }

  private static List<String> option(Operation.Inside operation) {
    if (operation instanceof Operation.Show show) {
      return List.of("--ro-bind", show.source().toString(), show.target());
    }
    if (operation instanceof Operation.Lend lend) {
      return List.of("--bind", lend.source().toString(), lend.target());
    }
    if (operation instanceof Operation.Link link) {
      return List.of("--symlink", link.target(), link.path());
    }
    if (operation instanceof Operation.MountMemory memory) {
      return List.of(
          "--perms", "0700", "--size", Long.toString(memory.bytes()), "--tmpfs", memory.path());
    }
    if (operation instanceof Operation.SetVariable variable) {
      return List.of("--setenv", variable.name(), variable.value());
    }
    return plain(operation);
  }

  private static List<String> plain(Operation.Inside operation) {
    if (operation instanceof Operation.Unshare) {
      // --unshare-all alone would go on without a user namespace where it cannot have one.
      return List.of("--unshare-all", "--unshare-user");
    }
    if (operation instanceof Operation.NameHost host) {
      return List.of("--hostname", host.name());
    }
    if (operation instanceof Operation.DropCapabilities) {
      return List.of("--cap-drop", "ALL");
    }
    if (operation instanceof Operation.MountProcesses) {
      return List.of("--proc", "/proc");
    }
    if (operation instanceof Operation.MountDevices) {
      return List.of("--dev", "/dev");
    }
    if (operation instanceof Operation.Seal seal) {
      return List.of("--remount-ro", seal.path());
    }
    if (operation instanceof Operation.Enter enter) {
      return List.of("--chdir", enter.path());
    }
    return List.of(flag(operation));
  }

  private static String flag(Operation.Inside operation) {
    if (operation instanceof Operation.ForbidUserNamespaces) {
      return "--disable-userns";
    }
    if (operation instanceof Operation.LeaveTerminal) {
      return "--new-session";
    }
    if (operation instanceof Operation.DieWithAgent) {
      return "--die-with-parent";
    }
    if (operation instanceof Operation.ClearEnvironment) {
      return "--clearenv";
    }
    throw new IllegalStateException("Nobody taught the interpreter " + operation + ".");
  }

  private static List<String> last(Operation operation) {
    if (operation instanceof Operation.RestrictProcesses restrict) {
      return List.of("prlimit", "--nproc=" + restrict.processes());
    }
    return ((Operation.Execute) operation).command();
  }
}
