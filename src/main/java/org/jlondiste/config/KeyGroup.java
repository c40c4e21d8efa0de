package org.jlondiste.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jlondiste.config.Key.Origin;
import org.jlondiste.config.Key.Standing;

/** Keys that belong together, in the order in which they are explained. */
final class KeyGroup {
  private final String title;
  private final List<Key<?>> keys = new ArrayList<>();

  KeyGroup(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  List<Key<?>> keys() {
    return Collections.unmodifiableList(keys);
  }

  <T> Key<T> required(String name, Kind<T> kind, String meaning) {
    return add(new Key<>(name, "", kind, "", Standing.REQUIRED, Origin.LONDISTE, meaning));
  }

  <T> Key<T> required(String name, String alias, Kind<T> kind, String meaning) {
    return add(new Key<>(name, alias, kind, "", Standing.REQUIRED, Origin.LONDISTE, meaning));
  }

  /** A key of the original that works here. */
  <T> Key<T> known(String name, Kind<T> kind, String fallback, String meaning) {
    return known(name, "", kind, fallback, meaning);
  }

  <T> Key<T> known(String name, String alias, Kind<T> kind, String fallback, String meaning) {
    return add(new Key<>(name, alias, kind, fallback, Standing.USED, Origin.LONDISTE, meaning));
  }

  /** A key of the original that has no effect here. */
  void ignored(String name, String meaning) {
    add(new Key<>(name, "", Kind.TEXT, "", Standing.IGNORED, Origin.LONDISTE, meaning));
  }

  <T> Key<T> ours(String name, Kind<T> kind, String fallback, String meaning) {
    return add(new Key<>(name, "", kind, fallback, Standing.USED, Origin.OURS, meaning));
  }

  private <T> Key<T> add(Key<T> key) {
    keys.add(key);
    return key;
  }
}
