package org.jlondiste.model;

import java.util.List;
import java.util.Map;

/**
 * Where a database is and how to log in, with every default already filled in.
 *
 * @param addresses tried in this order
 * @param database name of the database
 * @param user role to log in as
 * @param password empty if none is known
 * @param parameters the other libpq keywords by their libpq names ({@code sslmode}, {@code
 *     connect_timeout}, {@code options}, {@code target_session_attrs}, …)
 */
public record ConnectTarget(
    List<Address> addresses,
    String database,
    String user,
    Secret password,
    Map<String, String> parameters) {

  public ConnectTarget {
    addresses = List.copyOf(addresses);
    parameters = Map.copyOf(parameters);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a connection needs an address");
    }
  }

  /**
   * A place where a server listens.
   *
   * @param host a name, an IP address, or the directory of a Unix socket (begins with a slash)
   * @param port TCP port, or the number in the socket's file name
   */
  public record Address(String host, int port) {
    public boolean isSocketDirectory() {
      return host.startsWith("/");
    }

    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** The target in a few words for messages, without the password. */
  @Override
  public String toString() {
    StringBuilder hosts = new StringBuilder();
    for (Address address : addresses) {
      hosts.append(hosts.isEmpty() ? "" : ",").append(address);
    }
    return "database " + database + " at " + hosts + " as " + user;
  }
}
