package org.jlondiste.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jlondiste.error.StateError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that holds the id of the running process, so that no second one runs and others can send
 * it signals.
 *
 * <p>The holder keeps a lock on the file as long as it lives. A file without lock was left behind
 * by a process that was killed, or belongs to a program that does not lock (Londiste itself): see
 * {@link RunningProcess}.
 */
public final class PidFile implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PidFile.class);
  private static final String ALREADY_RUNNING = "Pidfile exists, another process running?";

  private final Path path;
  private final FileChannel channel;

  private PidFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Writes the id of this process into the file, at once or not at all.
   *
   * @throws StateError if another process holds it, or it cannot be written
   */
  public static PidFile take(Path path) {
    Path absolute = path.toAbsolutePath();
    try {
      return new PidFile(absolute, lockAndRename(absolute));
    } catch (IOException e) {
      throw new StateError(
          "cannot write pid file " + path + ": " + reason(e),
          "check that the directory exists and may be written to");
    }
  }

  /** The new file is locked under another name first: the lock goes along when it is renamed. */
  private static FileChannel lockAndRename(Path path) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    FileChannel channel =
        FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = tryLock(channel);
      if (!locked) {
        throw new StateError(ALREADY_RUNNING, "it is starting at this moment");
      }
      refuseSecond(path);
      channel.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
      channel.force(true);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return channel;
    } catch (IOException | RuntimeException e) {
      if (locked) {
        Files.deleteIfExists(fresh);
      }
      channel.close();
      throw e;
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static void refuseSecond(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    Optional<RunningProcess> running = RunningProcess.named(path);
    if (running.isPresent()) {
      throw new StateError(ALREADY_RUNNING, "process " + running.get().pid() + " holds " + path);
    }
    LOG.info("Ignoring stale pidfile");
  }

  /** Takes the file away, if it still is ours. */
  @Override
  public void close() {
    try {
      if (RunningProcess.numberIn(path).orElse(-1L) == ProcessHandle.current().pid()) {
        Files.deleteIfExists(path);
      }
      channel.close();
    } catch (IOException | StateError e) {
      LOG.debug("cannot remove pid file {}", path, e);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }
}
