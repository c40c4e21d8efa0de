package org.jlondiste.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jlondiste.support.Server;

/** What processes have used by now, as Linux tells it. */
final class Processes {
  private static final Path PROC = Path.of("/proc");

  /** In which /proc counts processor time, on all Linux there is. */
  private static final double TICKS_PER_SECOND = 100;

  private Processes() {}

  /** This system tells. */
  static boolean areKnown() {
    return Files.isReadable(PROC.resolve("self/stat"));
  }

  /** Processor seconds of some processes. */
  static double seconds(List<Long> processes) {
    return processes.stream().mapToDouble(process -> seconds(process, false)).sum();
  }

  /** Processor seconds of a server and all its sessions, those that have ended included. */
  static double seconds(Server server) {
    long postmaster =
        server
            .database()
            .count("select split_part(pg_read_file('postmaster.pid'), chr(10), 1)::bigint");
    double sum = seconds(postmaster, true);
    try (Stream<ProcessHandle> children =
        ProcessHandle.of(postmaster).stream().flatMap(ProcessHandle::children)) {
      return sum + children.mapToDouble(child -> seconds(child.pid(), false)).sum();
    }
  }

  /** MiB that a process has had in memory at most since it started. */
  static double peakMebibytes(long process) {
    return read(process, "status")
        .lines()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  private static double seconds(long process, boolean withEndedChildren) {
    String text = read(process, "stat");
    if (text.isEmpty()) {
      return 0;
    }
    // behind the name, which may hold anything
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    if (withEndedChildren) {
      ticks += Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Empty if the process has ended. */
  private static String read(long process, String file) {
    Path path = PROC.resolve(process + "/" + file);
    try {
      return Files.readString(path, StandardCharsets.UTF_8);
    } catch (IOException e) {
      if (!Files.exists(path)) {
        return "";
      }
      throw new UncheckedIOException(e);
    }
  }
}
