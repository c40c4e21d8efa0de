package org.jlondiste.config;

import java.util.List;
import org.jlondiste.config.Key.Origin;
import org.jlondiste.config.Key.Standing;

/** Writes the reference of all keys. */
final class KeyReference {
  private static final String HEAD =
      """
      # Configuration

      A node's INI file has one section, `[londiste3]` or `[londiste]`; a ticker's has `[pgqd]`. Files of Londiste 3 and
      pgqd work as they are. `--ini` prints a file with every key, and `--set KEY=VALUE` overrides one.

      ## How a node's file is read

      - `key = value` or `key: value`; the case of keys does not matter; a key may stand there once.
      - `#` and `;` begin a remark at the start of a line only: behind a value they are part of it.
      - A line indented further than its key goes on with the value.
      - `%(name)s` stands for the value of another key, `%%` for a percent sign. Keys of a section `[DEFAULT]` can be named
        too, and `job_name`, `config_name` (both the file's name without its ending), `service_name` (the section),
        `host_name`, `config_dir`, `config_file`. With `config_format = 2` one writes `${name}`, `${section:name}` and `$$`.
      - `~/` at the start of a file name is the home directory; other relative names begin where the command was started.
      - Names in lists may be in double quotes, schema and name each: `public.orders, sales."a, b"`; a quote within
        quotes is doubled.
      - Times are seconds and may have decimals. Sizes are bytes, or have a unit: `64kB`, `32MB`, `1GB`.
      - A key nobody knows is a warning that names the nearest known one.

      A ticker's file is plainer: no expansions, no continued lines, `%include FILE` takes in another file, and a key nobody
      knows is an error.

      ## Connect strings

      `db`, `public_node_location`, `initial_provider_location` and `base_connstr` take everything that libpq takes:
      `host=db1 dbname=shop` or `postgresql://db1/shop`, several hosts with `target_session_attrs`, Unix sockets, services,
      `~/.pgpass`, certificates and the `PG…` environment variables. What differs:

      - without `connect_timeout` a server that does not answer is given up after 30 seconds;
      - dead TCP connections are noticed after about two minutes, unless `keepalives…` keywords say otherwise;
      - the key of a certificate (`sslkey`) is a PKCS#8 file without password ("BEGIN PRIVATE KEY"), or a PKCS#12 or DER file
        ending in `.p12` or `.der`; `openssl pkcs8 -topk8 -nocrypt` makes the first of any other;
      - `sslcrl`, `sslcrldir`, `scram_client_key`, `scram_server_key` and `oauth_…` are refused, as is
        `ssl_min_protocol_version=TLSv1.3`;
      - `tcp_user_timeout`, `client_encoding`, `sslcompression`, `sslsni`, `sslkeylogfile`, `gssdelegation`,
        `ssl_max_protocol_version`, `min_protocol_version` and `max_protocol_version` have no effect.

      Passwords belong into `~/.pgpass`: every node reads the public connect strings of all others.
      """;

  private final StringBuilder out = new StringBuilder(HEAD);

  private KeyReference() {}

  static String text() {
    KeyReference reference = new KeyReference();
    reference.section("Keys of a node: `[londiste3]`, `[londiste]`", NodeKeys.GROUPS);
    reference.section("Keys of a ticker: `[pgqd]`", TickerKeys.GROUPS);
    return reference.out.toString();
  }

  private void section(String title, List<KeyGroup> groups) {
    out.append("\n## ").append(title).append("\n");
    for (KeyGroup group : groups) {
      out.append("\n### ").append(group.title()).append("\n\n");
      out.append("| Key | Value | Default | Meaning |\n| --- | --- | --- | --- |\n");
      group.keys().forEach(this::row);
    }
  }

  private void row(Key<?> key) {
    String alias = key.alias().isEmpty() ? "" : " (formerly `" + key.alias() + "`)";
    out.append("| `").append(key.name()).append("`").append(alias).append(" | ");
    out.append(key.kind().word()).append(" | ").append(fallback(key)).append(" | ");
    out.append(key.meaning());
    if (key.standing() == Standing.IGNORED) {
      out.append(" *Accepted without effect.*");
    }
    if (key.origin() == Origin.OURS) {
      out.append(" *Not in Londiste.*");
    }
    out.append(" |\n");
  }

  private static String fallback(Key<?> key) {
    if (key.standing() == Standing.REQUIRED) {
      return "required";
    }
    return key.fallback().isEmpty() ? "" : "`" + key.fallback() + "`";
  }
}
