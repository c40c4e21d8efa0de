package org.jlondiste.apply;

import org.jlondiste.postgres.TextPassage;

/** The statements for rows of one shape in one table. */
record TargetForms(TargetShape target, RowForms rows, KeylessForms keyless) {
  static TargetForms of(TargetShape target, TextPassage passage) {
    return new TargetForms(
        target, new RowForms(target, passage), new KeylessForms(target, passage));
  }
}
