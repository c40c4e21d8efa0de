package org.jlondiste.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jlondiste.config.Key.Standing;
import org.jlondiste.error.ConfigurationError;

/**
 * One section of an INI file with everything that stands in for what it does not say: overrides of
 * the command line before it; {@code [DEFAULT]}, injected names and the keys' own defaults behind.
 */
final class Settings {
  private static final String DEFAULT_SECTION = "DEFAULT";
  private static final String FORMAT_KEY = "config_format";

  private final IniFile file;
  private final String section;
  private final Map<String, IniEntry> overrides;
  private final Map<String, IniEntry> injected;
  private final List<KeyGroup> groups;
  private final Path home;
  private final Optional<Expansion> expansion;

  Settings(
      IniFile file,
      IniDialect dialect,
      String section,
      List<KeyGroup> groups,
      Map<String, String> overrides,
      Map<String, String> injected,
      Path home) {
    this.file = file;
    this.section = section;
    this.groups = groups;
    this.overrides = entries(overrides, Place.OVERRIDE);
    this.injected = entries(injected, Place.of(file.path(), 0));
    this.home = home;
    this.expansion =
        dialect == IniDialect.LONDISTE
            ? Optional.of(new Expansion(format(), this::lookUp))
            : Optional.empty();
  }

  /** The value of a key: typed, expanded, checked. */
  <T> T get(Key<T> key) {
    Optional<IniEntry> written =
        find(section, key.alias())
            .or(() -> find(section, key.name()))
            .or(() -> Optional.ofNullable(injected.get(key.name())));
    if (written.isEmpty() && key.standing() == Standing.REQUIRED) {
      throw new ConfigurationError(
          file.path() + ": section [" + section + "] has no key " + key.name(),
          "add a line '" + key.name() + " = …': " + key.meaning());
    }
    IniEntry entry = written.orElseGet(() -> fallback(key));
    String text = expanded(entry);
    if (key.standing() == Standing.REQUIRED && text.isEmpty()) {
      throw new ConfigurationError(
          entry.place() + ": " + key.name() + " is empty", "give it a value: " + key.meaning());
    }
    try {
      return key.kind().read(text, home);
    } catch (IllegalArgumentException e) {
      throw new ConfigurationError(
          entry.place() + ": " + key.name() + " " + e.getMessage() + shown(key, text),
          key.meaning());
    }
  }

  /** The keys of the section, and of the overrides, that mean nothing, each with a message. */
  List<String> complaints() {
    Set<String> known = knownNames();
    List<String> complaints = new ArrayList<>();
    List<IniEntry> written = new ArrayList<>(file.section(section).values());
    written.addAll(overrides.values());
    for (IniEntry entry : written) {
      boolean named = expansion.map(some -> some.named().contains(entry.name())).orElse(false);
      if (!known.contains(entry.name()) && !named) {
        complaints.add(
            entry.place()
                + ": unknown key "
                + entry.name()
                + NearestWord.to(entry.name(), known)
                    .map(nearest -> ", did you mean " + nearest + "?")
                    .orElse(""));
      }
    }
    return List.copyOf(complaints);
  }

  private Set<String> knownNames() {
    Set<String> known = new TreeSet<>(injected.keySet());
    for (KeyGroup group : groups) {
      for (Key<?> key : group.keys()) {
        known.add(key.name());
        if (!key.alias().isEmpty()) {
          known.add(key.alias());
        }
      }
    }
    if (expansion.isPresent()) {
      known.add(FORMAT_KEY);
    }
    return known;
  }

  private Optional<IniEntry> lookUp(String otherSection, String name) {
    if (otherSection.isEmpty() || otherSection.equals(section)) {
      return find(section, name)
          .or(() -> Optional.ofNullable(injected.get(name)))
          .or(() -> fallback(name));
    }
    return find(otherSection, name);
  }

  private Optional<IniEntry> find(String inSection, String name) {
    IniEntry override = inSection.equals(section) ? overrides.get(name) : null;
    if (override != null) {
      return Optional.of(override);
    }
    IniEntry own = file.section(inSection).get(name);
    return Optional.ofNullable(own != null ? own : file.section(DEFAULT_SECTION).get(name));
  }

  private Optional<IniEntry> fallback(String name) {
    return groups.stream()
        .flatMap(group -> group.keys().stream())
        .filter(key -> key.name().equals(name) && key.standing() == Standing.USED)
        .map(this::fallback)
        .findFirst();
  }

  private IniEntry fallback(Key<?> key) {
    return new IniEntry(key.name(), key.fallback(), Place.of(file.path(), 0));
  }

  private String expanded(IniEntry entry) {
    return expansion.map(some -> some.expand(entry)).orElse(entry.value());
  }

  private Expansion.Format format() {
    String format = find(section, FORMAT_KEY).map(IniEntry::value).orElse("1");
    return switch (format) {
      case "1" -> Expansion.Format.PERCENT;
      case "2" -> Expansion.Format.DOLLAR;
      default ->
          throw new ConfigurationError(
              file.path() + ": config_format " + format + " is not known", "it can be 1 or 2");
    };
  }

  /** The refused text, unless it may hold a password. */
  private static String shown(Key<?> key, String text) {
    boolean mayHoldPassword = key.kind().word().startsWith("connect");
    return mayHoldPassword || text.length() > 100 ? "" : ", not '" + text + "'";
  }

  private static Map<String, IniEntry> entries(Map<String, String> values, Place place) {
    Map<String, IniEntry> entries = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          String folded = name.strip().toLowerCase(Locale.ROOT);
          entries.put(folded, new IniEntry(folded, value, place));
        });
    return entries;
  }
}
