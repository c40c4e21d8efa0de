package org.jlondiste.values;

import java.util.List;

final class ValuesPage {
  private ValuesPage() {}

  static void check(VersionPair pair, List<TrialResult> results) {
    System.err.println("=== " + pair + " " + results.size());
    for (TrialResult result : results) {
      if (!result.isSame() || !result.refused().isEmpty()) {
        System.err.println(
            "  "
                + result.type()
                + "|"
                + result.problem()
                + "|"
                + result.losses()
                + "|"
                + result.refused());
      }
    }
  }
}
