package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jlondiste.error.ExitCode;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  /** Otherwise a part of what it needs would not be prepared. */
  @Test
  void statusIsRehearsedToItsEnd() throws IOException {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);
    Main main = new Main(new Console(stream, stream, Map.of(), false), "jlondiste");

    assertThat(Rehearsal.rehearseStatus(main)).as("%s", said).isEqualTo(ExitCode.OK);

    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("rehearsal (root)", "Batches: ", "\"stages\" : [ {");
  }
}
