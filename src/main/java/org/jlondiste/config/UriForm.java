package org.jlondiste.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jlondiste.error.ConfigurationError;

/**
 * Reads the form {@code postgresql://user:password@host:port,…/database?keyword=value&…} of a
 * connect string, with percent codes anywhere, as libpq does.
 */
final class UriForm {
  private static final List<String> SCHEMES = List.of("postgresql://", "postgres://");

  private final String text;
  private final List<ConnectEntry> entries = new ArrayList<>();
  private int position;

  private UriForm(String text) {
    this.text = text;
  }

  static boolean applies(String text) {
    return SCHEMES.stream().anyMatch(text::startsWith);
  }

  /** The entries in the order in which they are written. */
  static List<ConnectEntry> read(String text) {
    UriForm form = new UriForm(text);
    form.position = text.indexOf("//") + 2;
    form.login();
    form.addresses();
    form.database();
    form.parameters();
    return form.entries;
  }

  /** Writes a value so that {@link #read} finds it again behind a question mark. */
  static String quote(String value) {
    StringBuilder out = new StringBuilder();
    for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      boolean plain = (c < 128 && Character.isLetterOrDigit(c)) || "-._~/".indexOf(c) >= 0;
      out.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return out.toString();
  }

  private void login() {
    int at = firstOf("@/?");
    if (at == text.length() || text.charAt(at) != '@') {
      return;
    }
    int colon = text.indexOf(':', position);
    int userEnd = colon >= 0 && colon < at ? colon : at;
    if (userEnd > position) {
      add("user", text.substring(position, userEnd), position, userEnd);
    }
    if (userEnd + 1 < at) {
      add("password", text.substring(userEnd + 1, at), userEnd, at);
    }
    position = at + 1;
  }

  private void addresses() {
    int start = position;
    List<String> hosts = new ArrayList<>();
    List<String> ports = new ArrayList<>();
    while (true) {
      hosts.add(host());
      ports.add(port());
      if (position == text.length() || text.charAt(position) != ',') {
        break;
      }
      position++;
    }
    String host = String.join(",", hosts);
    if (!host.isEmpty()) {
      entries.add(new ConnectEntry("host", host, start, position));
    }
    String port = String.join(",", ports);
    if (!port.isEmpty()) {
      entries.add(new ConnectEntry("port", port, start, position));
    }
  }

  private String host() {
    int end;
    if (text.startsWith("[", position)) {
      position++;
      end = text.indexOf(']', position);
      if (end <= position) {
        throw wrong("an IPv6 address is empty or its ']' is missing");
      }
      String host = text.substring(position, end);
      position = end + 1;
      if (position < text.length() && ":/?,".indexOf(text.charAt(position)) < 0) {
        throw wrong("something stands between the ']' of an IPv6 address and the next part");
      }
      return host;
    }
    end = firstOf(":/?,");
    String host = decode(text.substring(position, end));
    position = end;
    return host;
  }

  private String port() {
    if (!text.startsWith(":", position)) {
      return "";
    }
    position++;
    int end = firstOf("/?,");
    String port = decode(text.substring(position, end));
    position = end;
    return port;
  }

  private void database() {
    if (!text.startsWith("/", position)) {
      return;
    }
    position++;
    int end = firstOf("?");
    if (end > position) {
      add("dbname", text.substring(position, end), position, end);
    }
    position = end;
  }

  private void parameters() {
    if (!text.startsWith("?", position)) {
      return;
    }
    position++;
    while (position < text.length()) {
      int end = firstOf("&");
      int equals = text.indexOf('=', position);
      if (equals < 0 || equals >= end || text.substring(equals + 1, end).contains("=")) {
        throw wrong("a parameter behind the '?' is not of the form keyword=value");
      }
      String word = decode(text.substring(position, equals));
      String value = text.substring(equals + 1, end);
      int next = Math.min(end + 1, text.length());
      boolean asInJdbc = word.equals("ssl") && value.equals("true");
      add(asInJdbc ? "sslmode" : word, asInJdbc ? "require" : value, position, next);
      position = next;
    }
  }

  private void add(String word, String written, int start, int end) {
    entries.add(new ConnectEntry(word, decode(written), start, end));
  }

  /** Where the next of these letters stands, or the end of the text. */
  private int firstOf(String letters) {
    int i = position;
    while (i < text.length() && letters.indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static String decode(String written) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] octets = written.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < octets.length; i++) {
      if (octets[i] != '%') {
        bytes.write(octets[i]);
        continue;
      }
      int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
      int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
      if (high < 0 || low < 0 || high + low == 0) {
        throw wrong("a '%' is not followed by a two-digit code other than 00");
      }
      bytes.write(high * 16 + low);
      i += 2;
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static ConfigurationError wrong(String problem) {
    return new ConfigurationError(
        "the connect URI is wrong: " + problem,
        "write postgresql://user:password@host:port/database?keyword=value, with other letters as"
            + " a percent sign and two hexadecimal digits");
  }
}
