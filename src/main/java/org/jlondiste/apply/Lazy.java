package org.jlondiste.apply;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A form that is composed when first asked for. For one thread at a time. */
final class Lazy {
  private final Supplier<Form> composing;
  private @Nullable Form form;

  Lazy(Supplier<Form> composing) {
    this.composing = composing;
  }

  Form get() {
    Form known = form;
    if (known == null) {
      known = composing.get();
      form = known;
    }
    return known;
  }
}
