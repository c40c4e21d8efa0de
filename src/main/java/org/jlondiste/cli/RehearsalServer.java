package org.jlondiste.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A server that speaks as much of PostgreSQL's protocol as it takes to rehearse {@code status}: it
 * lets everybody in, and answers every query with one and the same row, which has all columns that
 * are asked for. There is no database behind it.
 */
final class RehearsalServer implements AutoCloseable {
  // what the catalog of types calls them
  private static final int BOOL = 16;
  private static final int INT8 = 20;
  private static final int TEXT = 25;
  private static final int FLOAT8 = 701;
  private static final int TEXT_ARRAY = 1009;

  private static final int SECURITY_REQUESTS = 80877102;

  private final ServerSocket socket;
  private final Map<String, String> row = new LinkedHashMap<>();

  RehearsalServer() throws IOException {
    socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    String[] columns = {
      "ret_code", "100",
      "ret_note", "Ok",
      "node_type", "root",
      "node_name", "rehearsal",
      "node_location", "host=127.0.0.1 port=" + port() + " dbname=rehearsal user=rehearsal",
      "dead", "f",
      "global_watermark", "1",
      "local_watermark", "1",
      "provider_node", "rehearsal",
      "provider_location", "host=127.0.0.1",
      "combined_queue", "",
      "combined_type", "root",
      "worker_name", "rehearsal",
      "worker_paused", "f",
      "worker_uptodate", "t",
      "worker_last_tick", "1",
      "node_attrs", "key=value",
      "target_for", "{}",
      "stopped", "f",
      "restraint", "t",
      "stages", "t",
      "server_time", "1.5",
      "ticker_lag", "0.5",
      "consumer_name", "rehearsal",
      "last_tick", "1",
      "tick_time", "1.0",
      "pending_events", "1",
      "running", "t",
      "ours", "t",
      "last_tick_id", "1",
      "paused", "f",
      "uptodate", "t",
      "cur_error", "none",
      "node_watermark", "1",
      "local", "t",
      "state", "ok",
      "tables", "1",
      "table_name", "public.rehearsal",
      "problem", "none",
      "reason", "none",
      "percent", "50",
      "work", "batches",
      "span", "last",
      "seconds", "10.0",
      "age", "1.0",
      "parts", "1",
      "events", "1",
      "row_count", "1",
      "bytes", "1",
      "wait_seconds", "1.0",
      "read_seconds", "1.0",
      "decode_seconds", "1.0",
      "apply_seconds", "1.0",
      "commit_seconds", "1.0"
    };
    for (int i = 0; i < columns.length; i += 2) {
      row.put(columns[i], columns[i + 1]);
    }
    Thread thread = new Thread(this::serve, "rehearsal server");
    thread.setDaemon(true);
    thread.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket client = socket.accept()) {
        talk(
            new DataInputStream(client.getInputStream()),
            new DataOutputStream(client.getOutputStream()));
      } catch (IOException e) {
        // the client has gone, or the rehearsal is over
      }
    }
  }

  private void talk(DataInputStream in, DataOutputStream out) throws IOException {
    while (isAboutSecurity(in)) {
      out.writeByte('N');
    }
    say(out, 'R', message -> message.writeInt(0));
    status(out, "server_version", "15.0");
    status(out, "server_encoding", "UTF8");
    status(out, "client_encoding", "UTF8");
    status(out, "DateStyle", "ISO, YMD");
    status(out, "TimeZone", "UTC");
    status(out, "integer_datetimes", "on");
    status(out, "standard_conforming_strings", "on");
    ready(out);
    for (int type = in.read(); type >= 0 && type != 'X'; type = in.read()) {
      in.skipNBytes(in.readInt() - 4L);
      switch (type) {
        case 'P' -> say(out, '1', message -> {});
        case 'B' -> say(out, '2', message -> {});
        case 'D' -> say(out, 'T', this::describe);
        case 'E' -> answer(out);
        case 'Q' -> {
          say(out, 'T', this::describe);
          answer(out);
          ready(out);
        }
        case 'S' -> ready(out);
        default -> {
          // what is closed or flushed needs no answer
        }
      }
    }
  }

  /** True if the client asks for encryption first. */
  private static boolean isAboutSecurity(DataInputStream in) throws IOException {
    byte[] greeting = in.readNBytes(in.readInt() - 4);
    return greeting.length == Integer.BYTES
        && ByteBuffer.wrap(greeting).getInt() >= SECURITY_REQUESTS;
  }

  private void describe(DataOutputStream message) throws IOException {
    message.writeShort(row.size());
    for (Map.Entry<String, String> column : row.entrySet()) {
      text(message, column.getKey());
      message.writeInt(0);
      message.writeShort(0);
      message.writeInt(type(column.getValue()));
      message.writeShort(-1);
      message.writeInt(-1);
      message.writeShort(0);
    }
  }

  private static int type(String value) {
    if (value.equals("t") || value.equals("f")) {
      return BOOL;
    }
    if (value.equals("{}")) {
      return TEXT_ARRAY;
    }
    return value.matches("[0-9]+") ? INT8 : value.matches("[0-9]+[.][0-9]+") ? FLOAT8 : TEXT;
  }

  private void answer(DataOutputStream out) throws IOException {
    say(
        out,
        'D',
        message -> {
          message.writeShort(row.size());
          for (String value : row.values()) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            message.writeInt(bytes.length);
            message.write(bytes);
          }
        });
    say(out, 'C', message -> text(message, "SELECT 1"));
  }

  private static void status(DataOutputStream out, String name, String value) throws IOException {
    say(
        out,
        'S',
        message -> {
          text(message, name);
          text(message, value);
        });
  }

  private static void ready(DataOutputStream out) throws IOException {
    say(out, 'Z', message -> message.writeByte('I'));
    out.flush();
  }

  private static void text(DataOutputStream message, String text) throws IOException {
    message.write(text.getBytes(StandardCharsets.UTF_8));
    message.writeByte(0);
  }

  private static void say(DataOutputStream out, char type, Content content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    content.writeTo(new DataOutputStream(bytes));
    out.writeByte(type);
    out.writeInt(bytes.size() + 4);
    bytes.writeTo(out);
  }

  private interface Content {
    void writeTo(DataOutputStream message) throws IOException;
  }
}
