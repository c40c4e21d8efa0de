package org.jlondiste.change;

import java.util.List;

/** Tables emptied one right after the other; everything before and after keeps its side of it. */
public record TruncationRun(List<Truncation> changes) implements Run {}
