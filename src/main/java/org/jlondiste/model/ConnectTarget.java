package org.jlondiste.model;

import java.util.List;
import java.util.Map;

/**
 * Where a database is and how to log in, with every default already filled in.
 *
 * @param addresses tried in this order
 * @param database name of the database
 * @param user role to log in as
 * @param password empty if none is known; goes before that of an address
 * @param parameters the other libpq keywords by their libpq names ({@code sslmode}, {@code
 *     connect_timeout}, {@code options}, {@code target_session_attrs}, …)
 * @param remark what the operator should hear if the login is refused; mostly empty
 */
public record ConnectTarget(
    List<Address> addresses,
    String database,
    String user,
    Secret password,
    Map<String, String> parameters,
    String remark) {

  public ConnectTarget {
    addresses = List.copyOf(addresses);
    parameters = Map.copyOf(parameters);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("a connection needs an address");
    }
  }

  /** A target about which nothing is to be remarked. */
  public ConnectTarget(
      List<Address> addresses,
      String database,
      String user,
      Secret password,
      Map<String, String> parameters) {
    this(addresses, database, user, password, parameters, "");
  }

  /** The password to offer at an address; empty if none is known. */
  public Secret passwordAt(Address address) {
    return password.isEmpty() ? address.password() : password;
  }

  /**
   * A place where a server listens.
   *
   * @param host a name, an IP address, or the directory of a Unix socket (begins with a slash)
   * @param hostAddress IP address to connect to instead of looking up the host; mostly empty
   * @param port TCP port, or the number in the socket's file name
   * @param password what the password file says for this address; empty if nothing
   */
  public record Address(String host, String hostAddress, int port, Secret password) {
    public Address(String host, int port) {
      this(host, "", port, Secret.NONE);
    }

    public boolean isSocketDirectory() {
      return hostAddress.isEmpty() && host.startsWith("/");
    }

    @Override
    public String toString() {
      return (host.isEmpty() ? hostAddress : host) + ":" + port;
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
