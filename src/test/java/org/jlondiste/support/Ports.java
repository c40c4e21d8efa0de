package org.jlondiste.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free TCP ports for servers. They lie below the range from which Linux takes the local ports of
 * outgoing connections (32768 and up), so that nobody takes the port of a server that is down for a
 * moment, and no client that keeps trying to connect can meet itself there.
 *
 * <p>JVMs of one build, numbered from 1 by the system property {@code fork}, have a part of the
 * range each: none takes the port of another's server that a test has stopped.
 */
final class Ports {
  private static final int LOWEST = 15000;
  private static final int HIGHEST = 32000;
  private static final int FORK = Integer.getInteger("fork", 0);
  private static final int PARTS = 10;

  private Ports() {}

  static int free() {
    for (int attempt = 0; attempt < 200; attempt++) {
      int port = any();
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return port;
      } catch (IOException e) {
        // taken: try another
      }
    }
    throw new IllegalStateException("found no free port between " + LOWEST + " and " + HIGHEST);
  }

  private static int any() {
    if (FORK == 0) {
      return ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
    }
    int size = (HIGHEST - LOWEST) / PARTS;
    return LOWEST + FORK % PARTS * size + ThreadLocalRandom.current().nextInt(size);
  }
}
