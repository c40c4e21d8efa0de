package org.jlondiste.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;

/** A TCP socket that goes to a given internet address, whatever name it is told. */
final class TcpSocket extends Socket {
  private final String internetAddress;

  /**
   * Not yet connected.
   *
   * @param internetAddress in digits
   */
  TcpSocket(String internetAddress) {
    this.internetAddress = internetAddress;
  }

  @Override
  public void connect(SocketAddress named, int timeout) throws IOException {
    int port = ((InetSocketAddress) named).getPort();
    InetAddress address = InetAddress.getByName(internetAddress);
    super.connect(new InetSocketAddress(address, port), timeout);
  }
}
