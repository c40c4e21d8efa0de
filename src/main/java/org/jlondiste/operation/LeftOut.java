package org.jlondiste.operation;

import org.jlondiste.model.TableName;

/** A table or sequence that a command was asked for and did not take, and why. */
public record LeftOut(TableName name, String reason) {
  @Override
  public String toString() {
    return name + ": " + reason;
  }
}
