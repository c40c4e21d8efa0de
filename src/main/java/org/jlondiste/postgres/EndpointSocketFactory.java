package org.jlondiste.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import javax.net.SocketFactory;

/**
 * Makes the driver connect to one exact endpoint, whatever host name it was given to check the
 * server's certificate against. Public because the driver makes instances of it by name.
 */
public final class EndpointSocketFactory extends SocketFactory {
  private static final String PREFIX = "org.jlondiste.";
  private static final String SOCKET_FILE = PREFIX + "socketFile";
  private static final String INTERNET_ADDRESS = PREFIX + "internetAddress";
  private static final String REQUIRED_PEER = PREFIX + "requirepeer";

  private final Properties properties;

  /** Takes the properties of a connection, as {@link #describe} left them. */
  public EndpointSocketFactory(Properties properties) {
    this.properties = properties;
  }

  /** Notes in the properties of a connection where it goes. */
  static void describe(Properties properties, Endpoint endpoint, Map<String, String> parameters) {
    Path file = endpoint.socketFile();
    InetAddress address = endpoint.internetAddress();
    if (file != null) {
      properties.setProperty(SOCKET_FILE, file.toString());
      properties.setProperty(REQUIRED_PEER, parameters.getOrDefault("requirepeer", ""));
    } else if (address != null) {
      properties.setProperty(INTERNET_ADDRESS, address.getHostAddress());
    }
    for (KeepAlive option : KeepAlive.values()) {
      String value = parameters.getOrDefault(option.keyword(), "");
      properties.setProperty(PREFIX + option.keyword(), value);
    }
  }

  @Override
  public Socket createSocket() throws IOException {
    String file = properties.getProperty(SOCKET_FILE);
    if (file != null) {
      return new UnixSocket(Path.of(file), properties.getProperty(REQUIRED_PEER, ""));
    }
    TcpSocket socket = new TcpSocket(properties.getProperty(INTERNET_ADDRESS, ""));
    for (KeepAlive option : KeepAlive.values()) {
      option.apply(socket, properties.getProperty(PREFIX + option.keyword(), ""));
    }
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw alreadyConnected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw alreadyConnected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw alreadyConnected();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw alreadyConnected();
  }

  /** The driver asks for an unconnected socket and connects it within its own time limit. */
  private static UnsupportedOperationException alreadyConnected() {
    return new UnsupportedOperationException("only unconnected sockets are made here");
  }
}
