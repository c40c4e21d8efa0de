package org.jlondiste.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jlondiste.error.ConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * A log file that is renamed to {@code .1}, {@code .2}, … when it has grown too large. Several
 * processes may write to the same file, and one of them or logrotate may rename it at any time: the
 * name is looked up again before each line that comes a while after the last.
 */
final class LogFile extends AppenderBase<ILoggingEvent> {
  private static final long LOOK_AGAIN_NANOS = 1_000_000_000L;

  private final Path path;
  private final long sizeLimit;
  private final int keep;
  private final LineFormat format;
  private FileChannel channel;
  private @Nullable Object fileKey;
  private long lastLook = System.nanoTime();

  /**
   * Opens the file.
   *
   * @param sizeLimit bytes; 0 for any size
   * @param keep how many old files stay; 0: the file is never renamed
   * @throws ConfigurationError if it cannot be written
   */
  LogFile(Path path, long sizeLimit, int keep, LineFormat format) {
    this.path = path;
    this.sizeLimit = sizeLimit;
    this.keep = keep;
    this.format = format;
    try {
      channel = open();
    } catch (IOException e) {
      throw new ConfigurationError(
          "cannot write logfile " + path + " (" + e.getClass().getSimpleName() + ")",
          "check that its directory exists and may be written to");
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    byte[] line = (format.line(event) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      reopenIfRenamed();
      if (sizeLimit > 0 && keep > 0 && channel.size() + line.length > sizeLimit) {
        rotate();
      }
      ByteBuffer buffer = ByteBuffer.wrap(line);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      addError("cannot write " + path, e);
    }
  }

  @Override
  public void stop() {
    super.stop();
    try {
      channel.close();
    } catch (IOException e) {
      addError("cannot close " + path, e);
    }
  }

  private void reopenIfRenamed() throws IOException {
    long now = System.nanoTime();
    if (channel.isOpen() && now - lastLook < LOOK_AGAIN_NANOS) {
      return;
    }
    lastLook = now;
    if (!Files.exists(path) || !Objects.equals(fileKey, keyOf(path))) {
      channel.close();
      channel = open();
    }
  }

  private void rotate() throws IOException {
    channel.close();
    if (Objects.equals(fileKey, keyOf(path))) {
      for (int number = keep; number > 0; number--) {
        Path from = number == 1 ? path : numbered(number - 1);
        if (Files.exists(from)) {
          Files.move(from, numbered(number), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    channel = open();
  }

  private Path numbered(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  private FileChannel open() throws IOException {
    FileChannel opened =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    fileKey = keyOf(path);
    return opened;
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }
}
