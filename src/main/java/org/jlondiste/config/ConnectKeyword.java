package org.jlondiste.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The keywords of libpq's connection strings (PostgreSQL 18, "Parameter Key Words"), the
 * environment variable that stands in for each, and what it may hold.
 */
enum ConnectKeyword {
  // spotless:off
  HOST                      ("PGHOST",               Form.TEXT),
  HOSTADDR                  ("PGHOSTADDR",           Form.TEXT),
  PORT                      ("PGPORT",               Form.TEXT),
  DBNAME                    ("PGDATABASE",           Form.TEXT),
  USER                      ("PGUSER",               Form.TEXT),
  PASSWORD                  ("PGPASSWORD",           Form.SECRET),
  PASSFILE                  ("PGPASSFILE",           Form.TEXT),
  SERVICE                   ("PGSERVICE",            Form.TEXT),
  SERVICEFILE               ("PGSERVICEFILE",        Form.TEXT),
  REQUIRE_AUTH              ("PGREQUIREAUTH",        Form.TEXT),
  CHANNEL_BINDING           ("PGCHANNELBINDING",     Form.WORD, "disable, prefer, require"),
  CONNECT_TIMEOUT           ("PGCONNECT_TIMEOUT",    Form.NUMBER),
  CLIENT_ENCODING           ("PGCLIENTENCODING",     Form.TEXT),
  OPTIONS                   ("PGOPTIONS",            Form.TEXT),
  APPLICATION_NAME          ("PGAPPNAME",            Form.TEXT),
  FALLBACK_APPLICATION_NAME ("",                     Form.TEXT),
  KEEPALIVES                ("",                     Form.NUMBER),
  KEEPALIVES_IDLE           ("",                     Form.NUMBER),
  KEEPALIVES_INTERVAL       ("",                     Form.NUMBER),
  KEEPALIVES_COUNT          ("",                     Form.NUMBER),
  TCP_USER_TIMEOUT          ("",                     Form.NUMBER),
  GSSENCMODE                ("PGGSSENCMODE",         Form.WORD, "disable, prefer, require"),
  KRBSRVNAME                ("PGKRBSRVNAME",         Form.TEXT),
  GSSLIB                    ("PGGSSLIB",             Form.WORD, "gssapi, sspi"),
  GSSDELEGATION             ("PGGSSDELEGATION",      Form.WORD, "0, 1"),
  SSLMODE                   ("PGSSLMODE",            Form.WORD, "disable, allow, prefer, require, verify-ca, verify-full"),
  REQUIRESSL                ("PGREQUIRESSL",         Form.WORD, "0, 1"),
  SSLNEGOTIATION            ("PGSSLNEGOTIATION",     Form.WORD, "postgres, direct"),
  SSLCOMPRESSION            ("PGSSLCOMPRESSION",     Form.WORD, "0, 1"),
  SSLCERT                   ("PGSSLCERT",            Form.FILE),
  SSLKEY                    ("PGSSLKEY",             Form.FILE),
  SSLPASSWORD               ("",                     Form.SECRET),
  SSLCERTMODE               ("PGSSLCERTMODE",        Form.WORD, "disable, allow, require"),
  SSLROOTCERT               ("PGSSLROOTCERT",        Form.FILE),
  SSLCRL                    ("PGSSLCRL",             Form.UNSUPPORTED),
  SSLCRLDIR                 ("PGSSLCRLDIR",          Form.UNSUPPORTED),
  SSLSNI                    ("PGSSLSNI",             Form.WORD, "0, 1"),
  SSLKEYLOGFILE             ("",                     Form.TEXT),
  SSL_MIN_PROTOCOL_VERSION  ("PGSSLMINPROTOCOLVERSION", Form.WORD, "TLSv1, TLSv1.1, TLSv1.2"),
  SSL_MAX_PROTOCOL_VERSION  ("PGSSLMAXPROTOCOLVERSION", Form.WORD, "TLSv1.2, TLSv1.3"),
  MIN_PROTOCOL_VERSION      ("PGMINPROTOCOLVERSION", Form.WORD, "3.0, 3.2, latest"),
  MAX_PROTOCOL_VERSION      ("PGMAXPROTOCOLVERSION", Form.WORD, "3.0, 3.2, latest"),
  REQUIREPEER               ("PGREQUIREPEER",        Form.TEXT),
  TARGET_SESSION_ATTRS      ("PGTARGETSESSIONATTRS", Form.WORD, "any, read-write, read-only, primary, standby, prefer-standby"),
  LOAD_BALANCE_HOSTS        ("PGLOADBALANCEHOSTS",   Form.WORD, "disable, random"),
  REPLICATION               ("",                     Form.WORD, "0, false, off, no"),
  SCRAM_CLIENT_KEY          ("",                     Form.UNSUPPORTED),
  SCRAM_SERVER_KEY          ("",                     Form.UNSUPPORTED),
  OAUTH_ISSUER              ("",                     Form.UNSUPPORTED),
  OAUTH_CLIENT_ID           ("",                     Form.UNSUPPORTED),
  OAUTH_CLIENT_SECRET       ("",                     Form.UNSUPPORTED),
  OAUTH_SCOPE               ("",                     Form.UNSUPPORTED);
  // spotless:on

  /** What a value looks like; an unsupported one must stay empty. */
  private enum Form {
    TEXT,
    FILE,
    SECRET,
    NUMBER,
    WORD,
    UNSUPPORTED
  }

  private final String variable;
  private final Form form;
  private final String words;

  ConnectKeyword(String variable, Form form) {
    this(variable, form, "");
  }

  ConnectKeyword(String variable, Form form, String words) {
    this.variable = variable;
    this.form = form;
    this.words = words;
  }

  /** The keyword as it is written in a connect string. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The environment variable that stands in for it; empty if none does. */
  String variable() {
    return variable;
  }

  boolean isSecret() {
    return form == Form.SECRET || this == OAUTH_CLIENT_SECRET || name().startsWith("SCRAM_");
  }

  boolean isFile() {
    return form == Form.FILE;
  }

  static Optional<ConnectKeyword> of(String word) {
    return Arrays.stream(values()).filter(keyword -> keyword.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(ConnectKeyword::word).toList();
  }

  /**
   * What is wrong with a value that is not empty, without repeating it if it is secret; empty if
   * nothing is.
   */
  String complaint(String value) {
    if (value.isEmpty()) {
      return "";
    }
    return switch (form) {
      case TEXT, FILE, SECRET -> "";
      case UNSUPPORTED -> "is not supported";
      case NUMBER -> value.strip().matches("[+-]?\\d{1,9}") ? "" : "must be a number, not " + value;
      case WORD ->
          List.of(words.split(", ")).contains(value)
              ? ""
              : "must be one of " + words + ", not " + value;
    };
  }
}
