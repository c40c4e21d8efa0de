package org.jlondiste.support;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/** A server in a container. Its port on this machine is fixed, so that it survives a restart. */
final class ContainerEngine implements Engine {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int POSTGRES_PORT = 5432;

  private final int port = Ports.free();
  private final GenericContainer<?> container;
  private boolean created;

  ContainerEngine(String image, Map<String, String> settings) {
    List<String> command = new ArrayList<>(List.of("postgres"));
    settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withEnv("POSTGRES_HOST_AUTH_METHOD", "trust")
            .withEnv("POSTGRES_INITDB_ARGS", "-E UTF8 --locale=C")
            .withCommand(command.toArray(String[]::new))
            .withExposedPorts(POSTGRES_PORT)
            .waitingFor(new Unhurried())
            .withCreateContainerCmdModifier(
                create ->
                    create.withHostConfig(
                        new HostConfig()
                            .withPortBindings(
                                new PortBinding(
                                    Binding.bindIpAndPort("127.0.0.1", port),
                                    new ExposedPort(POSTGRES_PORT)))));
  }

  @Override
  public void start() {
    if (created) {
      container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    } else {
      container.start();
      created = true;
    }
    Await.until(
        "the server in " + container.getDockerImageName() + " answers", LIMIT, this::answers);
  }

  @Override
  public void stop() {
    container
        .getDockerClient()
        .killContainerCmd(container.getContainerId())
        .withSignal("INT")
        .exec();
    awaitEnd();
  }

  @Override
  public void killHard() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    awaitEnd();
  }

  @Override
  public void remove() {
    container.stop();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public String socketDirectory() {
    return "";
  }

  @Override
  public String log() {
    return container.getLogs();
  }

  private void awaitEnd() {
    Await.until("the container has ended", LIMIT, () -> !container.isRunning());
  }

  // The image starts the server once for its own set-up, without TCP, and then for good.
  private boolean answers() {
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres&loginTimeout=5";
    try {
      DriverManager.getConnection(url).close();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** Waits for nothing: {@link #answers} asks the server itself. */
  private static final class Unhurried extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }
}
