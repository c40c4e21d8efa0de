package org.jlondiste.postgres;

import java.net.InetAddress;
import java.nio.file.Path;
import org.jlondiste.model.ConnectTarget.Address;
import org.jspecify.annotations.Nullable;

/**
 * Where exactly to connect to: a name may stand for several internet addresses.
 *
 * @param internetAddress null for a Unix socket
 * @param socketFile null for TCP
 * @param shown for messages
 */
record Endpoint(@Nullable InetAddress internetAddress, @Nullable Path socketFile, String shown) {

  static Endpoint socket(Address address) {
    Path file = Path.of(address.host(), ".s.PGSQL." + address.port());
    return new Endpoint(null, file, file.toString());
  }

  static Endpoint internet(Address address, InetAddress internetAddress) {
    String number = internetAddress.getHostAddress();
    String name = address.host().isEmpty() ? number : address.host();
    String shown = name + ":" + address.port() + (name.equals(number) ? "" : " (" + number + ")");
    return new Endpoint(internetAddress, null, shown);
  }

  @Override
  public String toString() {
    return shown;
  }
}
