package org.jlondiste.postgres;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * How TCP notices that the other side is gone. The defaults are ours: with those of most systems a
 * dead connection would keep its locks for two hours.
 */
enum KeepAlive {
  IDLE("keepalives_idle", 60),
  INTERVAL("keepalives_interval", 10),
  COUNT("keepalives_count", 6);

  private final String keyword;
  private final int usual;

  KeepAlive(String keyword, int usual) {
    this.keyword = keyword;
    this.usual = usual;
  }

  String keyword() {
    return keyword;
  }

  /**
   * Sets the option, where the system has it.
   *
   * @param value empty for our default; 0 for that of the system
   */
  void apply(Socket socket, String value) throws IOException {
    int number = value.isBlank() ? usual : Integer.parseInt(value.strip());
    SocketOption<Integer> option = option();
    if (number > 0 && socket.supportedOptions().contains(option)) {
      socket.setOption(option, number);
    }
  }

  private SocketOption<Integer> option() {
    return switch (this) {
      case IDLE -> ExtendedSocketOptions.TCP_KEEPIDLE;
      case INTERVAL -> ExtendedSocketOptions.TCP_KEEPINTERVAL;
      case COUNT -> ExtendedSocketOptions.TCP_KEEPCOUNT;
    };
  }
}
