package org.jlondiste.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class UnixSocketTest {
  private final Path file;
  private final ServerSocketChannel server;
  private final UnixSocket socket;

  UnixSocketTest(@TempDir Path directory) throws IOException {
    file = directory.resolve("socket");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(file));
    socket = new UnixSocket(file, "");
  }

  @BeforeEach
  void connect() throws IOException {
    socket.connect(new InetSocketAddress(0), 0);
  }

  @AfterEach
  void close() throws IOException {
    socket.close();
    server.close();
  }

  @Test
  void whatIsWrittenArrivesBothWays() throws Exception {
    byte[] much = new byte[3_000_000];
    for (int i = 0; i < much.length; i++) {
      much[i] = (byte) (i * 31);
    }
    try (SocketChannel peer = server.accept()) {
      CompletableFuture<Void> echo = CompletableFuture.runAsync(() -> echo(peer, much.length));
      CompletableFuture<byte[]> answer = CompletableFuture.supplyAsync(() -> read(much.length));
      socket.getOutputStream().write(much);

      assertThat(answer.get()).isEqualTo(much);
      echo.get();
    }
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void readingEndsAtTheLimitAndCanGoOn() throws IOException {
    try (SocketChannel peer = server.accept()) {
      InputStream input = socket.getInputStream();
      socket.setSoTimeout(20);

      assertThatThrownBy(input::read).isInstanceOf(SocketTimeoutException.class);
      peer.write(ByteBuffer.wrap(new byte[] {(byte) 200}));
      assertThat(input.read()).isEqualTo(200);
    }
  }

  @Test
  void closingEndsAReadInAnotherThread() throws Exception {
    try (SocketChannel peer = server.accept()) {
      CompletableFuture<byte[]> reading = CompletableFuture.supplyAsync(() -> read(1));
      peer.write(ByteBuffer.wrap(new byte[] {1}));
      reading.get();
      CompletableFuture<byte[]> waiting = CompletableFuture.supplyAsync(() -> read(1));
      socket.close();

      assertThatThrownBy(waiting::get)
          .isInstanceOf(ExecutionException.class)
          .hasStackTraceContaining("Socket closed");
    }
    assertThat(socket.isClosed()).isTrue();
    assertThatThrownBy(() -> socket.getOutputStream().write(1)).isInstanceOf(SocketException.class);
  }

  @Test
  void anInterruptedThreadReadsOnAndStaysInterrupted() throws IOException {
    try (SocketChannel peer = server.accept()) {
      peer.configureBlocking(false);
      socket.setSoTimeout(50);
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      peer.write(ByteBuffer.wrap(new byte[] {7}));
      assertThat(socket.getInputStream().read()).isEqualTo(7);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void theServersOwnerIsCheckedWhereAsked() throws IOException {
    String owner = System.getProperty("user.name", "");
    try (UnixSocket right = new UnixSocket(file, owner);
        UnixSocket wrong = new UnixSocket(file, owner + "x")) {
      right.connect(new InetSocketAddress(0), 0);

      assertThat(right.isConnected()).isTrue();
      assertThatThrownBy(() -> wrong.connect(new InetSocketAddress(0), 0))
          .isInstanceOf(SocketException.class)
          .hasMessage("the server runs as " + owner + ", not as " + owner + "x");
    }
  }

  private byte[] read(int count) {
    try {
      byte[] bytes = socket.getInputStream().readNBytes(count);
      assertThat(bytes).hasSize(count);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void echo(SocketChannel peer, int count) {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    try {
      for (int seen = 0; seen < count; ) {
        buffer.clear();
        seen += peer.read(buffer);
        buffer.flip();
        while (buffer.hasRemaining()) {
          peer.write(buffer);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
