package org.jlondiste.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jlondiste.error.StateError;

/**
 * A process that a pid file speaks of. Process ids are used again, most of all after a restart of
 * the machine, so a number alone proves nothing.
 */
public final class RunningProcess {
  /** Words that the command line of a process contains if it may have written a pid file. */
  private static final List<String> OURS = List.of("londiste", "pgqd", "skytools");

  /** The clock by which a process's start is known may differ from the file system's by this. */
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(10);

  private final long pid;

  private RunningProcess(long pid) {
    this.pid = pid;
  }

  /**
   * The process that wrote a pid file, if it still runs.
   *
   * @throws StateError if the file holds anything but a number
   */
  public static Optional<RunningProcess> named(Path pidFile) {
    return numberIn(pidFile)
        .filter(number -> isLocked(pidFile) || isAliveAndCouldHaveWritten(number, pidFile))
        .map(RunningProcess::new);
  }

  /** The number in a pid file; none if there is no file or an empty one. */
  static Optional<Long> numberIn(Path pidFile) {
    String text;
    try {
      text = Files.readString(pidFile, StandardCharsets.ISO_8859_1).trim();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StateError("cannot read pid file " + pidFile + ": " + e.getMessage(), "");
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new StateError(
          "Corrupt pidfile " + pidFile, "it holds no number; remove it if nothing runs");
    }
  }

  /** The process id. */
  public long pid() {
    return pid;
  }

  /**
   * Sends a signal.
   *
   * @throws StateError if the process cannot hear it
   */
  public void signal(Signal signal) {
    if (signal == Signal.INT && ignores(2)) {
      Signal.USR1.sendTo(pid);
    } else if (signal == Signal.HUP && ignores(1)) {
      throw new StateError(
          "process " + pid + " ignores " + signal, "it was started by nohup; stop and start it");
    } else {
      signal.sendTo(pid);
    }
  }

  /** Whether the process was started deaf to a signal; known on Linux only. */
  private boolean ignores(int number) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
          .anyMatch(mask -> (mask >> (number - 1) & 1) == 1);
    } catch (IOException | NumberFormatException e) {
      return false;
    }
  }

  /**
   * Waits until the process has ended, in vain at most as long as the limit.
   *
   * @return true if it has ended
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    Instant end = Instant.now().plus(limit);
    while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
      if (Instant.now().isAfter(end)) {
        return false;
      }
      Thread.sleep(20);
    }
    return true;
  }

  /** One of us holds its file locked while it lives. */
  private static boolean isLocked(Path pidFile) {
    try (FileChannel channel = FileChannel.open(pidFile, StandardOpenOption.READ)) {
      return channel.tryLock(0, Long.MAX_VALUE, true) == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * For programs that do not lock: no process is believed to have written a file that is older than
   * itself, and none whose command line is readable and speaks of something else. One of us would
   * hold the lock.
   */
  private static boolean isAliveAndCouldHaveWritten(long pid, Path pidFile) {
    Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
    if (process.isEmpty() || pid == ProcessHandle.current().pid()) {
      return false;
    }
    Optional<String> commandLine = commandLine(pid);
    if (commandLine.isPresent()) {
      return OURS.stream().anyMatch(commandLine.get()::contains)
          && !commandLine.get().contains("org.jlondiste.");
    }
    Optional<Instant> start = process.get().info().startInstant();
    return start.isEmpty() || !start.get().isAfter(writtenAt(pidFile).plus(CLOCK_SLACK));
  }

  /** On Linux; the JDK itself gives no more than the first page. */
  private static Optional<String> commandLine(long pid) {
    try {
      byte[] words = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
      return words.length == 0
          ? Optional.empty()
          : Optional.of(new String(words, StandardCharsets.ISO_8859_1).replace('\0', ' '));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Instant writtenAt(Path pidFile) {
    try {
      return Files.getLastModifiedTime(pidFile).toInstant();
    } catch (IOException e) {
      return Instant.now();
    }
  }
}
