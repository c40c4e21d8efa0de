package org.jlondiste.postgres.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jlondiste.postgres.Server;
import org.junit.jupiter.api.Test;

class GrantsTest {

  @Test
  void rightsBecomeGrantsToRolesThatAreThere() {
    assertThat(
            Grants.onTable(
                List.of("owner=arwdDxtm/owner", "app=ar*/owner", "gone=r/owner", "=r/owner"),
                "\"t\"",
                Set.of("owner", "app"),
                new Server(160000)))
        .containsExactly(
            "grant insert, select, update, delete, truncate, references, trigger on table \"t\" to"
                + " \"owner\"",
            "grant insert on table \"t\" to \"app\"",
            "grant select on table \"t\" to \"app\" with grant option",
            "grant select on table \"t\" to public");
  }

  @Test
  void oddRoleNamesAreRead() {
    assertThat(
            Grants.onSequence(
                List.of("\"odd=ro/le \"\"x\"\"\"=rU/postgres"), "s", Set.of("odd=ro/le \"x\"")))
        .containsExactly("grant select, usage on sequence s to \"odd=ro/le \"\"x\"\"\"");
  }

  @Test
  void columnsAreNamed() {
    assertThat(Grants.onColumn(List.of("app=rw/x"), "a b", "t", Set.of("app")))
        .containsExactly("grant select (\"a b\"), update (\"a b\") on table t to \"app\"");
  }
}
