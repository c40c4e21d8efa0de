package org.jlondiste.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jlondiste.error.ConfigurationError;
import org.jlondiste.model.ConnectTarget;
import org.jlondiste.model.ConnectTarget.Address;
import org.jlondiste.model.Secret;

/**
 * Reads connect strings as libpq does (PostgreSQL documentation, "Connection Strings"): keyword
 * form or URI; what the string leaves open comes from the service file, then from the environment,
 * then from the usual defaults, and passwords from the password file.
 */
public final class ConnectString {
  private static final int DEFAULT_PORT = 5432;

  private static final Set<ConnectKeyword> PLACED_ELSEWHERE =
      EnumSet.of(
          ConnectKeyword.HOST,
          ConnectKeyword.HOSTADDR,
          ConnectKeyword.PORT,
          ConnectKeyword.DBNAME,
          ConnectKeyword.USER,
          ConnectKeyword.PASSWORD,
          ConnectKeyword.PASSFILE,
          ConnectKeyword.SERVICE,
          ConnectKeyword.SERVICEFILE);

  private final Map<ConnectKeyword, String> values;
  private final Surroundings surroundings;

  private ConnectString(Map<ConnectKeyword, String> values, Surroundings surroundings) {
    this.values = values;
    this.surroundings = surroundings;
  }

  /** Reads a connect string in the surroundings of this process. */
  public static ConnectTarget parse(String text) {
    return parse(text, System.getenv(), Surroundings.homeOfProcess());
  }

  /**
   * Reads a connect string.
   *
   * @param environment stands in for what the string leaves open
   * @param home where {@code .pgpass}, {@code .pg_service.conf} and {@code .postgresql} lie
   * @throws ConfigurationError naming what is wrong, never a password
   */
  public static ConnectTarget parse(String text, Map<String, String> environment, Path home) {
    return parse(text, Surroundings.of(environment, home));
  }

  static ConnectTarget parse(String text, Surroundings surroundings) {
    Map<ConnectKeyword, String> values = check(text);
    ConnectString string = new ConnectString(values, surroundings);
    string.fillFromService();
    string.fillFromEnvironment();
    values.values().removeIf(String::isEmpty);
    string.fillFromHome();
    return string.target();
  }

  /**
   * What the string itself says.
   *
   * @throws ConfigurationError naming what is wrong with it
   */
  static Map<ConnectKeyword, String> check(String text) {
    Map<ConnectKeyword, String> values = new EnumMap<>(ConnectKeyword.class);
    for (ConnectEntry entry : entries(text)) {
      ConnectKeyword keyword =
          ConnectKeyword.of(entry.word())
              .orElseThrow(() -> unknown(entry.word(), "the connect string has an "));
      check(keyword, entry.value(), "the connect string's " + keyword.word());
      values.put(keyword, entry.value());
    }
    return values;
  }

  /**
   * The connect string with every password taken out: what may be shown, logged and stored. Of a
   * string that cannot be read, only what certainly comes before any password is left.
   */
  public static String withoutPassword(String text) {
    List<ConnectEntry> entries;
    try {
      entries = entries(text);
    } catch (ConfigurationError e) {
      return beforeAnyPassword(text) + "…";
    }
    StringBuilder out = new StringBuilder(text);
    for (int i = entries.size() - 1; i >= 0; i--) {
      ConnectEntry entry = entries.get(i);
      if (isSecret(entry.word())) {
        out.delete(entry.start(), entry.end());
      }
    }
    return out.toString().strip();
  }

  /** True if the string itself holds a password of any kind. */
  public static boolean hasPassword(String text) {
    return entries(text).stream().anyMatch(entry -> isSecret(entry.word()));
  }

  /**
   * A connect string with further keywords, which win over those it has.
   *
   * @param extra keyword form; may be empty
   */
  public static String withExtra(String text, String extra) {
    List<ConnectEntry> added = KeywordForm.read(extra);
    if (added.isEmpty()) {
      return text;
    }
    if (!UriForm.applies(text)) {
      return text + " " + extra;
    }
    String parameters =
        added.stream()
            .map(entry -> entry.word() + "=" + UriForm.quote(entry.value()))
            .collect(Collectors.joining("&"));
    String separator =
        text.indexOf('?') < 0 ? "?" : text.endsWith("?") || text.endsWith("&") ? "" : "&";
    return text + separator + parameters;
  }

  /** The same connect string for another database of the same server. */
  public static String withDatabase(String text, String database) {
    return withExtra(text, "dbname=" + KeywordForm.quote(database));
  }

  /**
   * True if the string itself says where the server is, so that it means the same on every machine.
   */
  public static boolean namesServer(String text) {
    return entries(text).stream()
        .anyMatch(
            entry ->
                Set.of("host", "hostaddr", "service").contains(entry.word())
                    && !entry.value().isEmpty());
  }

  /** The service that the string names; empty if none. */
  public static String service(String text) {
    String service = "";
    for (ConnectEntry entry : entries(text)) {
      if (entry.word().equals("service")) {
        service = entry.value();
      }
    }
    return service;
  }

  static ConfigurationError unknown(String word, String lead) {
    String shown = word.length() > 40 ? word.substring(0, 40) + "…" : word;
    return new ConfigurationError(
        lead + "unknown keyword \"" + shown + "\"",
        NearestWord.to(word, ConnectKeyword.words())
            .map(nearest -> "did you mean " + nearest + "?")
            .orElse("known are " + String.join(", ", ConnectKeyword.words())));
  }

  private static List<ConnectEntry> entries(String text) {
    return UriForm.applies(text) ? UriForm.read(text) : KeywordForm.read(text);
  }

  /** A keyword that nobody knows may be a misspelt one. */
  private static boolean isSecret(String word) {
    return ConnectKeyword.of(word).map(ConnectKeyword::isSecret).orElse(true);
  }

  private static String beforeAnyPassword(String text) {
    if (UriForm.applies(text)) {
      return text.substring(0, text.indexOf("//") + 2);
    }
    int secret = text.toLowerCase(Locale.ROOT).indexOf("pass");
    return text.substring(0, Math.max(0, secret));
  }

  private void fillFromService() {
    String service =
        values.getOrDefault(ConnectKeyword.SERVICE, surroundings.variable("PGSERVICE"));
    if (service.isEmpty()) {
      return;
    }
    String file =
        values.getOrDefault(ConnectKeyword.SERVICEFILE, surroundings.variable("PGSERVICEFILE"));
    ServiceFile.find(service, file, surroundings).forEach(values::putIfAbsent);
  }

  private void fillFromEnvironment() {
    for (ConnectKeyword keyword : ConnectKeyword.values()) {
      String value = surroundings.variable(keyword.variable());
      if (!keyword.variable().isEmpty() && !value.isEmpty()) {
        check(keyword, value, "environment variable " + keyword.variable());
        values.putIfAbsent(keyword, value);
      }
    }
  }

  /** The files that libpq takes without being told, where they are. */
  private void fillFromHome() {
    Path directory = surroundings.home().resolve(".postgresql");
    Path root = directory.resolve("root.crt");
    if (Files.exists(root)) {
      values.putIfAbsent(ConnectKeyword.SSLROOTCERT, root.toString());
    }
    if ("disable".equals(values.get(ConnectKeyword.SSLCERTMODE))) {
      values.remove(ConnectKeyword.SSLCERT);
      values.remove(ConnectKeyword.SSLKEY);
    } else if (values.containsKey(ConnectKeyword.SSLCERT)
        || Files.exists(directory.resolve("postgresql.crt"))) {
      values.putIfAbsent(ConnectKeyword.SSLCERT, directory.resolve("postgresql.crt").toString());
      values.putIfAbsent(ConnectKeyword.SSLKEY, directory.resolve("postgresql.key").toString());
    }
    if ("1".equals(values.get(ConnectKeyword.REQUIRESSL))) {
      values.putIfAbsent(ConnectKeyword.SSLMODE, "require");
    }
    values.replaceAll(
        (keyword, value) -> keyword.isFile() ? surroundings.file(value).toString() : value);
  }

  static void check(ConnectKeyword keyword, String value, String place) {
    String complaint = keyword.complaint(value);
    if (!complaint.isEmpty()) {
      throw new ConfigurationError(place + " " + complaint, "correct it, or leave it out");
    }
  }

  private ConnectTarget target() {
    String user = get(ConnectKeyword.USER, surroundings.account());
    String database = get(ConnectKeyword.DBNAME, user);
    PasswordFile passwords =
        PasswordFile.open(
            values.containsKey(ConnectKeyword.PASSFILE)
                ? surroundings.file(get(ConnectKeyword.PASSFILE, ""))
                : surroundings.home().resolve(".pgpass"));
    Map<String, String> parameters = new LinkedHashMap<>();
    values.forEach(
        (keyword, value) -> {
          if (!PLACED_ELSEWHERE.contains(keyword)) {
            parameters.put(keyword.word(), value);
          }
        });
    return new ConnectTarget(
        addresses(passwords, database, user),
        database,
        user,
        new Secret(get(ConnectKeyword.PASSWORD, "")),
        parameters,
        passwords.remark());
  }

  private List<Address> addresses(PasswordFile passwords, String database, String user) {
    List<String> hosts = list(ConnectKeyword.HOST);
    List<String> hostAddresses = list(ConnectKeyword.HOSTADDR);
    List<String> ports = list(ConnectKeyword.PORT);
    int count = Math.max(1, Math.max(hosts.size(), hostAddresses.size()));
    if (!hosts.isEmpty() && !hostAddresses.isEmpty() && hosts.size() != hostAddresses.size()) {
      throw new ConfigurationError(
          "the connect string names "
              + hosts.size()
              + " host but "
              + hostAddresses.size()
              + " hostaddr",
          "give one hostaddr for each host; either may be empty");
    }
    if (ports.size() > 1 && ports.size() != count) {
      throw new ConfigurationError(
          "the connect string names " + ports.size() + " ports for " + count + " hosts",
          "give one port for all hosts, or one for each");
    }
    List<Address> addresses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int port = port(ports.isEmpty() ? "" : ports.get(ports.size() == 1 ? 0 : i));
      String hostAddress = hostAddresses.isEmpty() ? "" : hostAddresses.get(i);
      String host = hosts.isEmpty() ? "" : hosts.get(i);
      if (host.isEmpty() && hostAddress.isEmpty()) {
        host = usualHost(port);
      }
      if (host.startsWith("@")) {
        throw new ConfigurationError(
            "host=" + host + " names an abstract Unix socket, which is not supported",
            "use host=localhost, or the directory of the socket");
      }
      Secret password = passwords.find(names(host, hostAddress), port, database, user);
      addresses.add(new Address(host, hostAddress, port, password));
    }
    return addresses;
  }

  /** The first usual directory with a socket for the port, else localhost. */
  private String usualHost(int port) {
    for (Path directory : surroundings.socketDirectories()) {
      if (Files.exists(directory.resolve(".s.PGSQL." + port))) {
        return directory.toString();
      }
    }
    return "localhost";
  }

  /** How the password file may write a host. */
  private List<String> names(String host, String hostAddress) {
    if (host.isEmpty()) {
      return List.of(hostAddress);
    }
    return host.startsWith("/") && surroundings.socketDirectories().contains(Path.of(host))
        ? List.of(host, "localhost")
        : List.of(host);
  }

  private String get(ConnectKeyword keyword, String otherwise) {
    return values.getOrDefault(keyword, otherwise);
  }

  private List<String> list(ConnectKeyword keyword) {
    String value = get(keyword, "");
    return value.isEmpty() ? List.of() : List.of(value.split(",", -1));
  }

  private static int port(String text) {
    String digits = text.strip();
    if (digits.isEmpty()) {
      return DEFAULT_PORT;
    }
    if (digits.matches("\\d{1,5}")) {
      int port = Integer.parseInt(digits);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    }
    throw new ConfigurationError(
        "connect keyword port must be a number from 1 to 65535, not " + digits,
        "correct the value");
  }
}
