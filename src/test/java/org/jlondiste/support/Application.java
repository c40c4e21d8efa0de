package org.jlondiste.support;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An application of another make than ours: it speaks PostgreSQL's protocol itself, so that its
 * sessions may have any settings and write their text in any encoding. Drivers for Java insist on
 * some of them.
 */
public final class Application implements AutoCloseable {
  private static final int PROTOCOL = 3 << 16;

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final Charset charset;

  private Application(Socket socket, Charset charset) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(socket.getOutputStream());
    this.charset = charset;
  }

  /** Opens a session that writes UTF-8. */
  public static Application of(Database database, Map<String, String> settings) {
    return of(database, settings, "UTF8", StandardCharsets.UTF_8);
  }

  /**
   * Opens a session.
   *
   * @param settings it begins with
   * @param encoding the server's name for what the session writes
   * @param charset the same for us
   */
  public static Application of(
      Database database, Map<String, String> settings, String encoding, Charset charset) {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("user", "postgres");
    words.put("database", database.name());
    words.put("client_encoding", encoding);
    words.putAll(settings);
    try {
      Application application =
          new Application(new Socket(database.server().host(), database.server().port()), charset);
      application.begin(words);
      return application;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void begin(Map<String, String> words) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    for (Map.Entry<String, String> word : words.entrySet()) {
      for (String text : List.of(word.getKey(), word.getValue())) {
        message.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        message.write(0);
      }
    }
    message.write(0);
    out.writeInt(2 * Integer.BYTES + message.size());
    out.writeInt(PROTOCOL);
    message.writeTo(out);
    answer("the beginning of a session");
  }

  /** Runs statements; answers the rows of all, each as its values joined by {@code |}. */
  public List<String> run(String statements) {
    return run(statements.getBytes(charset), statements);
  }

  /** Runs statements that are written as these very bytes. */
  public List<String> runBytes(byte[] statements) {
    return run(statements, new String(statements, StandardCharsets.ISO_8859_1));
  }

  private List<String> run(byte[] statements, String shown) {
    try {
      out.writeByte('Q');
      out.writeInt(Integer.BYTES + statements.length + 1);
      out.write(statements);
      out.writeByte(0);
      return answer(shown);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads until the server is ready for more. */
  private List<String> answer(String question) throws IOException {
    out.flush();
    List<String> rows = new ArrayList<>();
    String problem = "";
    for (int kind = in.readUnsignedByte(); ; kind = in.readUnsignedByte()) {
      byte[] body = new byte[in.readInt() - Integer.BYTES];
      in.readFully(body);
      if (kind == 'D') {
        rows.add(row(ByteBuffer.wrap(body)));
      } else if (kind == 'E') {
        problem = new String(body, charset).replace('\0', ' ');
        if (problem.startsWith("SFATAL")) {
          throw new AssertionError("the server refuses: " + question + "\n" + problem);
        }
      } else if (kind == 'Z') {
        if (!problem.isEmpty()) {
          throw new AssertionError("the server refuses: " + question + "\n" + problem);
        }
        return rows;
      }
    }
  }

  private String row(ByteBuffer body) {
    List<String> values = new ArrayList<>();
    for (int left = body.getShort(); left > 0; left--) {
      int length = body.getInt();
      byte[] value = new byte[Math.max(length, 0)];
      body.get(value);
      values.add(length < 0 ? "null" : new String(value, charset));
    }
    return String.join("|", values);
  }

  @Override
  public void close() {
    try (socket) {
      out.writeByte('X');
      out.writeInt(Integer.BYTES);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
