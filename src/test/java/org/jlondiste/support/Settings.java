package org.jlondiste.support;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a server for tests is set up: small, quick, and with everything that some test needs. */
final class Settings {
  private Settings() {}

  static Map<String, String> with(Map<String, String> more) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("fsync", "off");
    settings.put("full_page_writes", "off");
    settings.put("shared_buffers", "16MB");
    settings.put("max_connections", "100");
    settings.put("max_prepared_transactions", "20");
    settings.put("log_line_prefix", "%t %d ");
    settings.putAll(more);
    return settings;
  }
}
