package org.jlondiste.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The temporary directory of this JVM's servers. A caretaker process watches the JVM: when it ends,
 * however it ends, the caretaker stops the servers that still run and removes the directory.
 */
final class Ground {
  private static final String CARETAKER =
      """
      trap '' INT TERM HUP
      cat >/dev/null
      for pid in "$1"/*/data/postmaster.pid; do
        [ -f "$pid" ] && kill -QUIT "$(head -n 1 "$pid")" 2>/dev/null
      done
      tries=0
      until rm -rf "$1" 2>/dev/null || [ $tries -ge 50 ]; do
        tries=$((tries + 1)); sleep 0.1
      done
      """;

  private static final Ground INSTANCE = new Ground();

  private final Path directory;

  // The caretaker lives as long as the pipe to it is open: we must hold on to the process.
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final Process caretaker;

  private Ground() {
    try {
      directory = Files.createTempDirectory(temporary(), "jlondiste-test-");
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      caretaker =
          new ProcessBuilder("sh", "-c", CARETAKER, "caretaker", directory.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new directory below, readable for every account. */
  static Path directory(String name) throws IOException {
    Path made = Files.createTempDirectory(INSTANCE.directory, name + "-");
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
    return made;
  }

  /** Short, so that the path of a Unix socket below it fits into its 107 bytes. */
  private static Path temporary() {
    Path short_ = Path.of("/tmp");
    return Files.isWritable(short_) ? short_ : Path.of(System.getProperty("java.io.tmpdir", "."));
  }
}
