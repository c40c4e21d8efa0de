package org.jlondiste.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/**
 * A Unix socket in the shape that the driver expects: streams that block, with a limit on waiting
 * for input. One thread may read while another writes and a third closes.
 *
 * <p>The channel does not block by itself, because only a selector can wait with a limit, and
 * because a blocking channel closes itself when its thread is interrupted, which sockets do not.
 */
final class UnixSocket extends Socket {
  private final Path file;
  private final String requiredPeer;
  private final SocketChannel channel;
  private final Selector input;
  private final Selector output;
  private volatile int limitMillis;

  /**
   * Not yet connected.
   *
   * @param requiredPeer the operating system's user that must own the server; empty for any
   */
  UnixSocket(Path file, String requiredPeer) throws IOException {
    this.file = file;
    this.requiredPeer = requiredPeer;
    this.channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    this.input = Selector.open();
    this.output = Selector.open();
  }

  @Override
  public void connect(SocketAddress ignored, int timeout) throws IOException {
    channel.connect(UnixDomainSocketAddress.of(file));
    if (!requiredPeer.isEmpty()) {
      String peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
      if (!peer.equals(requiredPeer)) {
        throw new SocketException("the server runs as " + peer + ", not as " + requiredPeer);
      }
    }
    channel.configureBlocking(false);
    channel.register(input, SelectionKey.OP_READ);
    channel.register(output, SelectionKey.OP_WRITE);
  }

  @Override
  public InputStream getInputStream() {
    return new Input();
  }

  @Override
  public OutputStream getOutputStream() {
    return new Output();
  }

  @Override
  public boolean isConnected() {
    return channel.isConnected();
  }

  @Override
  public boolean isClosed() {
    return !channel.isOpen();
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
    input.close();
    output.close();
  }

  @Override
  public synchronized void setSoTimeout(int millis) {
    limitMillis = millis;
  }

  @Override
  public synchronized int getSoTimeout() {
    return limitMillis;
  }

  // what follows means nothing on a Unix socket, but the driver asks for it

  @Override
  public void setKeepAlive(boolean on) {}

  @Override
  public boolean getKeepAlive() {
    return false;
  }

  @Override
  public void setTcpNoDelay(boolean on) {}

  @Override
  public boolean getTcpNoDelay() {
    return true;
  }

  @Override
  public void setReceiveBufferSize(int size) {}

  @Override
  public int getReceiveBufferSize() {
    return 0;
  }

  @Override
  public void setSendBufferSize(int size) {}

  @Override
  public int getSendBufferSize() {
    return 0;
  }

  @Override
  public String toString() {
    return file.toString();
  }

  /**
   * Waits until a selector has something, however often the thread is interrupted meanwhile.
   *
   * @return false if the limit passed first
   */
  private static boolean await(Selector selector, int limitMillis) throws IOException {
    long start = System.nanoTime();
    boolean interrupted = false;
    try {
      while (true) {
        long left = limitMillis - Duration.ofNanos(System.nanoTime() - start).toMillis();
        if (limitMillis > 0 && left <= 0) {
          return false;
        }
        int ready = selector.select(limitMillis > 0 ? left : 0);
        selector.selectedKeys().clear();
        if (ready > 0) {
          return true;
        }
        if (!selector.isOpen()) {
          throw new SocketException("Socket closed");
        }
        interrupted |= Thread.interrupted();
      }
    } catch (ClosedSelectorException e) {
      throw closed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static SocketException closed(Exception cause) {
    SocketException e = new SocketException("Socket closed");
    e.initCause(cause);
    return e;
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      try {
        int count = channel.read(buffer);
        while (count == 0) {
          if (!await(input, limitMillis)) {
            throw new SocketTimeoutException("Read timed out");
          }
          count = channel.read(buffer);
        }
        return count;
      } catch (ClosedChannelException e) {
        throw closed(e);
      }
    }

    @Override
    public void close() throws IOException {
      UnixSocket.this.close();
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
      try {
        while (buffer.hasRemaining()) {
          if (channel.write(buffer) == 0) {
            await(output, 0);
          }
        }
      } catch (ClosedChannelException e) {
        throw closed(e);
      }
    }

    @Override
    public void close() throws IOException {
      UnixSocket.this.close();
    }
  }
}
