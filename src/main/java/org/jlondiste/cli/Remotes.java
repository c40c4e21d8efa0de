package org.jlondiste.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jlondiste.config.ConnectString;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.model.ConnectTarget;
import org.jlondiste.model.ConnectTarget.Address;
import org.jlondiste.model.Secret;

/**
 * How the other nodes of a set are reached. The locations that nodes tell each other hold no
 * passwords; where no password file knows one either, that of a connect string of the INI file or
 * the command line is used, if it leads to the same database as the same user.
 */
final class Remotes {
  private final String extra;
  private final List<ConnectTarget> known = new ArrayList<>();

  /**
   * @param typed connect strings of the command line
   */
  Remotes(NodeConfiguration node, List<String> typed) {
    this.extra = node.remoteExtra();
    List<String> strings = new ArrayList<>(typed);
    node.creation().providerLocation().ifPresent(strings::add);
    node.creation().publicLocation().ifPresent(strings::add);
    strings.add(node.db());
    strings.forEach(string -> known.add(ConnectString.parse(string)));
  }

  /** Where and how to log in for the location of a node. */
  ConnectTarget target(String location) {
    ConnectTarget target = ConnectString.parse(ConnectString.withExtra(location, extra));
    boolean knowsPassword =
        target.addresses().stream().anyMatch(address -> !target.passwordAt(address).isEmpty());
    return knowsPassword
        ? target
        : password(target).map(password -> withPassword(target, password)).orElse(target);
  }

  private Optional<Secret> password(ConnectTarget target) {
    return known.stream()
        .filter(other -> other.database().equals(target.database()))
        .filter(other -> other.user().equals(target.user()))
        .flatMap(
            other ->
                other.addresses().stream()
                    .filter(address -> target.addresses().stream().anyMatch(a -> same(a, address)))
                    .map(other::passwordAt))
        .filter(password -> !password.isEmpty())
        .findFirst();
  }

  private static boolean same(Address one, Address other) {
    return one.host().equals(other.host()) && one.port() == other.port();
  }

  private static ConnectTarget withPassword(ConnectTarget target, Secret password) {
    return new ConnectTarget(
        target.addresses(),
        target.database(),
        target.user(),
        password,
        target.parameters(),
        target.remark());
  }
}
