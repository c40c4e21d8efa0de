package org.jlondiste.postgres.catalog;

import org.jlondiste.postgres.Identifier;
import org.jlondiste.postgres.Row;
import org.jspecify.annotations.Nullable;

/**
 * A column of a {@link TargetTable}.
 *
 * @param type the type as SQL spells it, without length or precision
 * @param declaredType the type with length or precision
 * @param baseType the type without length; of a domain what it is a domain over, at the bottom
 * @param arrayType the type of arrays whose elements are such values; null if there is none or if
 *     its text form is not the usual one
 * @param alwaysIdentity {@code GENERATED ALWAYS AS IDENTITY}
 * @param generated {@code GENERATED ALWAYS AS (…)}
 * @param textIsIdentity two values are equal just when their texts are
 * @param equalitySchema the schema of the type's {@code =}
 */
public record TargetColumn(
    String name,
    String type,
    String declaredType,
    String baseType,
    @Nullable String arrayType,
    boolean notNull,
    boolean alwaysIdentity,
    boolean generated,
    boolean textIsIdentity,
    String equalitySchema) {

  static TargetColumn of(Row row) {
    return new TargetColumn(
        row.text("name"),
        row.text("type"),
        row.text("declared_type"),
        row.text("base_type"),
        row.nullableText("array_type"),
        row.bool("not_null"),
        row.bool("always_identity"),
        row.bool("generated"),
        row.bool("text_is_identity"),
        row.text("equality_schema"));
  }

  /** The name in quotes. */
  public String quoted() {
    return Identifier.quote(name);
  }

  /** The type's {@code =}, whatever the search_path is. */
  public String equality() {
    return "operator(" + Identifier.quote(equalitySchema) + ".=)";
  }
}
