package org.jlondiste.support;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the Linux server that lies as a compressed tar file inside a jar file. */
final class ServerArchive {
  private static final int EXECUTABLE = 0100;

  private ServerArchive() {}

  /**
   * Unpacks into a directory that does not exist yet. Either all of it is there afterwards or none;
   * two processes may try at once.
   */
  static void unpack(Path jar, Path home) throws IOException {
    Path part =
        Files.createTempDirectory(home.resolve("..").normalize(), home.getFileName() + ".part");
    Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      try (ZipInputStream zip =
          new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
        unpackTar(findTar(zip, jar), part);
      }
      Files.move(part, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      Directories.delete(part);
      // if another process was faster, its copy is as good
      if (!Files.exists(home.resolve("bin"))) {
        throw e;
      }
    }
  }

  private static InputStream findTar(ZipInputStream zip, Path jar) throws IOException {
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (entry.getName().endsWith(".txz")) {
        return new XZCompressorInputStream(zip);
      }
      if (entry.getName().endsWith("Linux-amd64.tar.gz")) {
        return new GzipCompressorInputStream(zip);
      }
    }
    throw new IOException("no server for Linux in " + jar);
  }

  private static void unpackTar(InputStream stream, Path home) throws IOException {
    TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(stream));
    for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
      Path path = home.resolve(entry.getName()).normalize();
      if (!path.startsWith(home)) {
        throw new IOException("leads out of the archive: " + entry.getName());
      }
      if (entry.isDirectory()) {
        Files.createDirectories(path);
      } else if (entry.isSymbolicLink()) {
        Files.createDirectories(path.resolve("..").normalize());
        Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
      } else if (entry.isFile()) {
        Files.createDirectories(path.resolve("..").normalize());
        Files.copy(tar, path);
        boolean executable = (entry.getMode() & EXECUTABLE) != 0;
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
  }
}
