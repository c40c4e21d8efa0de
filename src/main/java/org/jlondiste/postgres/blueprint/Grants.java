package org.jlondiste.postgres.blueprint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Server;

/**
 * Access rights in the text form of the catalog ({@code grantee=letters/grantor}, a star behind a
 * letter for the right to hand it on), made into GRANT statements.
 */
final class Grants {
  private static final Map<Character, String> OF_TABLE =
      Map.of(
          'r', "select",
          'a', "insert",
          'w', "update",
          'd', "delete",
          'D', "truncate",
          'x', "references",
          't', "trigger",
          'm', "maintain");
  private static final Map<Character, String> OF_SEQUENCE =
      Map.of('r', "select", 'w', "update", 'U', "usage");

  private Grants() {}

  /** A right on a table and those who have it. */
  static List<String> onTable(
      List<String> acl, String quotedName, Set<String> roles, Server target) {
    Map<Character, String> rights = new HashMap<>(OF_TABLE);
    if (!target.hasMaintainRight()) {
      rights.remove('m');
    }
    return statements(acl, rights, "", "table " + quotedName, roles);
  }

  static List<String> onColumn(
      List<String> acl, String column, String quotedName, Set<String> roles) {
    return statements(
        acl, OF_TABLE, " (" + Identifier.quote(column) + ")", "table " + quotedName, roles);
  }

  static List<String> onSequence(List<String> acl, String quotedName, Set<String> roles) {
    return statements(acl, OF_SEQUENCE, "", "sequence " + quotedName, roles);
  }

  private static List<String> statements(
      List<String> acl,
      Map<Character, String> rights,
      String columns,
      String object,
      Set<String> roles) {
    List<String> statements = new ArrayList<>();
    for (String item : acl) {
      int equals = item.lastIndexOf('=', item.lastIndexOf('/'));
      String grantee = unquoted(item.substring(0, equals));
      if (grantee.isEmpty() || roles.contains(grantee)) {
        String to = grantee.isEmpty() ? "public" : Identifier.quote(grantee);
        Map<Boolean, List<String>> granted =
            rightsOf(item.substring(equals + 1, item.lastIndexOf('/')), rights, columns);
        granted.forEach(
            (handOn, names) ->
                statements.add(
                    "grant "
                        + String.join(", ", names)
                        + " on "
                        + object
                        + " to "
                        + to
                        + (handOn ? " with grant option" : "")));
      }
    }
    return statements;
  }

  private static Map<Boolean, List<String>> rightsOf(
      String letters, Map<Character, String> rights, String columns) {
    Map<Boolean, List<String>> granted = new TreeMap<>();
    for (int i = 0; i < letters.length(); i++) {
      String right = rights.get(letters.charAt(i));
      if (right != null) {
        boolean handOn = letters.startsWith("*", i + 1);
        granted.computeIfAbsent(handOn, key -> new ArrayList<>()).add(right + columns);
      }
    }
    return granted;
  }

  private static String unquoted(String role) {
    return role.startsWith("\"")
        ? role.substring(1, role.length() - 1).replace("\"\"", "\"")
        : role;
  }
}
