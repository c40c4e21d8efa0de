package org.jlondiste.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * The operating system's account that servers run as. PostgreSQL refuses to run as root; where the
 * tests do, its processes run as the account {@code nobody}, and its files belong to it.
 */
final class Account {
  private static final int ROOT = 0;
  private static final int NOBODY = 65534;

  private final boolean root;

  private Account(boolean root) {
    this.root = root;
  }

  static Account ofServers() {
    try {
      return new Account((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == ROOT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command line that runs a program as this account. */
  List<String> command(List<String> program) {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(
          List.of(
              "setpriv",
              "--reuid=" + NOBODY,
              "--regid=" + NOBODY,
              "--clear-groups",
              "--no-new-privs"));
    }
    command.addAll(program);
    return command;
  }

  /** Makes a directory whose owner is this account. */
  void own(Path directory) throws IOException {
    if (root) {
      Files.setAttribute(directory, "unix:uid", NOBODY);
      Files.setAttribute(directory, "unix:gid", NOBODY);
    }
  }

  /** Whether this account can reach a file: an ancestor such as /root may be closed to it. */
  boolean canReach(Path file) throws IOException {
    if (!root) {
      return true;
    }
    for (Path step = file.toRealPath(); step != null; step = step.getParent()) {
      if (!Files.getPosixFilePermissions(step).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }
}
