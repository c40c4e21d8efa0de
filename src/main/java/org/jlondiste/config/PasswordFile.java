package org.jlondiste.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jlondiste.model.Secret;

/**
 * A file with one line {@code host:port:database:user:password} per login, where {@code *} fits
 * everything and a backslash takes a colon or backslash as it is. As in libpq, a file that others
 * may read is left alone; {@link #remark} tells.
 */
final class PasswordFile {
  private static final Set<PosixFilePermission> FOR_OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");

  private final List<String> lines;
  private final String remark;

  private PasswordFile(List<String> lines, String remark) {
    this.lines = lines;
    this.remark = remark;
  }

  static PasswordFile open(Path file) {
    if (!Files.exists(file)) {
      return new PasswordFile(List.of(), "");
    }
    if (!Files.isRegularFile(file)) {
      return ignored(file, "it is no plain file");
    }
    try {
      if (isOpenToOthers(file)) {
        return ignored(file, "others may read it: run chmod 0600 on it");
      }
      return new PasswordFile(Files.readAllLines(file, StandardCharsets.UTF_8), "");
    } catch (IOException e) {
      return ignored(file, "it cannot be read (" + e + ")");
    }
  }

  /** Why the file is not used; empty if it is, or if there is none. */
  String remark() {
    return remark;
  }

  /**
   * The password of the first line that fits.
   *
   * @param hosts the names under which the host may be written
   */
  Secret find(List<String> hosts, int port, String database, String user) {
    for (String line : lines) {
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> fields = fields(line);
      if (fields.size() >= 5
          && hosts.stream().anyMatch(host -> fits(fields.get(0), host))
          && fits(fields.get(1), String.valueOf(port))
          && fits(fields.get(2), database)
          && fits(fields.get(3), user)) {
        return new Secret(unescaped(fields.get(4)));
      }
    }
    return Secret.NONE;
  }

  private static PasswordFile ignored(Path file, String reason) {
    return new PasswordFile(List.of(), "password file " + file + " was not used because " + reason);
  }

  private static boolean isOpenToOthers(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return false;
    }
    return !FOR_OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file, new LinkOption[0]));
  }

  private static boolean fits(String field, String value) {
    return field.equals("*") || unescaped(field).equals(value);
  }

  /** Parts a line at its bare colons. */
  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '\\') {
        i++;
      } else if (line.charAt(i) == ':') {
        fields.add(line.substring(start, i));
        start = i + 1;
      }
    }
    fields.add(line.substring(start));
    return fields;
  }

  private static String unescaped(String field) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '\\' && i + 1 < field.length()) {
        i++;
      }
      out.append(field.charAt(i));
    }
    return out.toString();
  }
}
