package org.jlondiste.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The benchmark runs, and what it measures is replicated rightly. The figures are not judged. */
class BenchIT {
  @Test
  void aSmallBacklogIsDrained() {
    assertThat(answer("drain", "--rows=300", "--rounds=1", "--without-londiste", "--json"))
        .contains("\"drain of a backlog of 530 events\"", "jlondiste", "native", "measured_on");
  }

  @Test
  void decodingIsMeasured() {
    assertThat(answer("decode", "--events=30", "--turns=2", "--rounds=1", "--json"))
        .contains("events decoded", "row literal", "PgQ logutriga", "PgQ jsontriga");
  }

  private static String answer(String... arguments) {
    StringWriter out = new StringWriter();
    assertThat(Bench.run(new PrintWriter(out), arguments)).isZero();
    return out.toString();
  }
}
