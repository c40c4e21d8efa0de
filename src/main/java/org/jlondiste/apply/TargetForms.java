package org.jlondiste.apply;

/** The statements for rows of one shape in one table. */
record TargetForms(TargetShape target, RowForms rows, KeylessForms keyless) {
  static TargetForms of(TargetShape target) {
    return new TargetForms(target, new RowForms(target), new KeylessForms(target));
  }
}
