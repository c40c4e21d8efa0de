package org.jlondiste.change;

import java.util.List;
import org.jlondiste.model.TableName;

/** Changes of one table told as SQL; they can only be applied one after the other. */
public record StatementRun(TableName table, List<StatementChange> changes) implements Run {}
