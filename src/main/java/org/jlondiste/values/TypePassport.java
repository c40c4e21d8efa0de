package org.jlondiste.values;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jlondiste.error.DatabaseError;
import org.jlondiste.postgres.Server;
import org.jlondiste.postgres.Session;
import org.jlondiste.values.ValueType.Kind;

/**
 * Which types cannot travel from one database to another, because their values would be altered or
 * refused there. For one thread at a time, outside of transactions.
 */
public final class TypePassport {
  private final Server from;
  private final Server to;
  private final ValueTypes types;
  private final ValueTypes typesThere;
  private final SampleValues samples;
  private final SampleValues samplesThere;
  private final Map<String, Optional<String>> known = new HashMap<>();

  public TypePassport(Session source, Session target) {
    this.from = source.server();
    this.to = target.server();
    this.types = new ValueTypes(source);
    this.typesThere = new ValueTypes(target);
    this.samples = new SampleValues(source);
    this.samplesThere = new SampleValues(target);
  }

  /**
   * Why columns of a type cannot travel; none if they can.
   *
   * @param declaredType as columns of the source declare it
   */
  public Optional<String> refusal(String declaredType) {
    Optional<String> refusal = known.get(declaredType);
    if (refusal == null) {
      refusal = find(declaredType);
      known.put(declaredType, refusal);
    }
    return refusal;
  }

  private Optional<String> find(String declaredType) {
    ValueType type = types.declared(declaredType);
    try {
      typesThere.declared(declaredType);
    } catch (DatabaseError e) {
      if (e.isConnectionLoss()) {
        throw e;
      }
      return Optional.of("the server there knows no type " + declaredType);
    }
    return untaken(type).or(() -> altered(type));
  }

  /**
   * A type of which the target's server takes no value, because it was built without, or because it
   * is made by the server alone.
   */
  private Optional<String> untaken(ValueType type) {
    List<String> simple =
        type.kind() == Kind.BASE && type.builtIn()
            ? ExtremeValues.of(type.name()).stream()
                .filter(value -> value.since() <= from.versionNumber())
                .map(ExtremeValue::expression)
                .limit(3)
                .toList()
            : List.of();
    boolean none =
        simple.isEmpty()
            ? type.kind() == Kind.BASE && samplesThere.neverReads(type.name())
            : samplesThere.fitting(simple, type.name()).isEmpty();
    if (none) {
      return Optional.of("the server there takes no value of type " + type.name());
    }
    return type.parts().stream().map(this::untaken).flatMap(Optional::stream).findFirst();
  }

  private Optional<String> altered(ValueType type) {
    boolean shortFloats =
        !from.hasExactFloats()
            || !to.hasExactFloats()
            || (from.hasShortestFloats() && !to.hasShortestFloats());
    if (shortFloats && isInside(type, "real")) {
      return Optional.of(
          "a real inside type "
              + type.name()
              + " can be one bit off between PostgreSQL "
              + from
              + " and "
              + to);
    }
    if (from.hasHexBytea() && !to.hasHexBytea() && isInside(type, "bytea")) {
      return Optional.of(
          "PostgreSQL " + to + " cannot read a bytea inside type " + type.name() + " from " + from);
    }
    if (from.writesBytesOfCharInOctal()
        && !to.writesBytesOfCharInOctal()
        && contains(type, "\"char\"")) {
      return Optional.of(
          "PostgreSQL " + to + " cannot read every value of type \"char\" from " + from);
    }
    if (contains(type, "daterange") && !isReadAlike("daterange", "'[-infinity,infinity]'")) {
      return Optional.of(
          "PostgreSQL "
              + to
              + " reads ranges of type daterange that end in infinity as other ranges than "
              + from
              + " does");
    }
    return Optional.empty();
  }

  private boolean isReadAlike(String type, String expression) {
    return samples
        .texts(List.of(expression), type)
        .equals(samplesThere.texts(List.of(expression), type));
  }

  /** True if a type is deeper inside than as a domain's or an array's values. */
  private static boolean isInside(ValueType type, String name) {
    ValueType plain = type.withoutDomain();
    boolean isArray = plain.kind() == Kind.ARRAY && plain.part().name().equals(name);
    return !plain.name().equals(name) && !isArray && contains(plain, name);
  }

  private static boolean contains(ValueType type, String name) {
    return type.name().equals(name) || type.parts().stream().anyMatch(part -> contains(part, name));
  }
}
