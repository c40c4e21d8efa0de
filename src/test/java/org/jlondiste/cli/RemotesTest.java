package org.jlondiste.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jlondiste.config.NodeConfiguration;
import org.jlondiste.model.ConnectTarget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemotesTest {
  @TempDir private Path home;

  @Test
  void aPasswordOfTheIniFileServesForTheSameDatabase() throws IOException {
    Remotes remotes = remotes("initial_provider_location = host=a dbname=x user=u password=p1");

    assertThat(password(remotes.target("host=a port=5432 dbname=x user=u"))).isEqualTo("p1");
    assertThat(password(remotes.target("postgresql://u@a/x"))).isEqualTo("p1");
  }

  @Test
  void aPasswordServesNoOtherServerDatabaseOrUser() throws IOException {
    Remotes remotes = remotes("initial_provider_location = host=a dbname=x user=u password=p1");

    assertThat(password(remotes.target("host=b dbname=x user=u"))).isEmpty();
    assertThat(password(remotes.target("host=a port=5433 dbname=x user=u"))).isEmpty();
    assertThat(password(remotes.target("host=a dbname=y user=u"))).isEmpty();
    assertThat(password(remotes.target("host=a dbname=x user=v"))).isEmpty();
  }

  @Test
  void aPasswordOfTheCommandLineServesToo() throws IOException {
    Remotes remotes = remotes("", "host=c dbname=x user=u password=typed");

    assertThat(password(remotes.target("host=c dbname=x user=u"))).isEqualTo("typed");
  }

  @Test
  void extraKeywordsGoWithEveryLocation() throws IOException {
    Remotes remotes = remotes("remote_extra_connstr = user=replicator password=extra");

    ConnectTarget target = remotes.target("host=a dbname=x user=u");

    assertThat(target.user()).isEqualTo("replicator");
    assertThat(password(target)).isEqualTo("extra");
  }

  private Remotes remotes(String line, String... typed) throws IOException {
    Path ini = home.resolve("node.ini");
    Files.writeString(
        ini,
        """
        [londiste3]
        db = host=local dbname=x user=u password=mine
        queue_name = q
        """
            + line
            + "\n");
    return new Remotes(NodeConfiguration.load(ini, Map.of()), List.of(typed));
  }

  private static String password(ConnectTarget target) {
    return target.passwordAt(target.addresses().get(0)).reveal();
  }
}
