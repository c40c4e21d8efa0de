package org.jlondiste.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.Properties;
import org.jlondiste.model.ConnectTarget;
import org.jlondiste.model.ConnectTarget.Address;
import org.postgresql.PGProperty;

/** Says to the driver what libpq's keywords say. */
final class DriverProperties {
  /** Seconds to wait for an address, both for the connection and for the whole login. */
  private static final String DEFAULT_CONNECT_TIMEOUT = "30";

  private final Map<String, String> parameters;
  private final Properties properties = new Properties();

  private DriverProperties(Map<String, String> parameters) {
    this.parameters = parameters;
  }

  static Properties of(ConnectTarget target, Address address, Endpoint endpoint, String purpose) {
    DriverProperties mapping = new DriverProperties(target.parameters());
    mapping.identity(target, address, purpose);
    mapping.network(endpoint);
    if (endpoint.socketFile() == null) {
      mapping.encryption();
    } else {
      // as in libpq: what stays inside the machine is not encrypted
      mapping.set(PGProperty.SSL_MODE, "disable");
      mapping.set(PGProperty.GSS_ENC_MODE, "disable");
    }
    mapping.habits();
    return mapping.properties;
  }

  private void identity(ConnectTarget target, Address address, String purpose) {
    String host = address.host().isEmpty() ? address.hostAddress() : address.host();
    set(PGProperty.PG_HOST, address.isSocketDirectory() ? "localhost" : host);
    set(PGProperty.PG_PORT, String.valueOf(address.port()));
    set(PGProperty.PG_DBNAME, target.database());
    set(PGProperty.USER, target.user());
    // an empty password keeps the driver from looking for one in files of its own
    set(PGProperty.PASSWORD, target.passwordAt(address).reveal());
    String fallback = parameter("fallback_application_name", purpose);
    set(PGProperty.APPLICATION_NAME, parameter("application_name", fallback));
    pass("options", PGProperty.OPTIONS);
    pass("require_auth", PGProperty.REQUIRE_AUTH);
    pass("channel_binding", PGProperty.CHANNEL_BINDING);
    pass("krbsrvname", PGProperty.KERBEROS_SERVER_NAME);
    pass("gsslib", PGProperty.GSS_LIB);
  }

  private void network(Endpoint endpoint) {
    String seconds = parameter("connect_timeout", DEFAULT_CONNECT_TIMEOUT).strip();
    String limit = String.valueOf(Math.max(0, Integer.parseInt(seconds)));
    set(PGProperty.CONNECT_TIMEOUT, limit);
    set(PGProperty.LOGIN_TIMEOUT, limit);
    boolean keepAlive = !parameter("keepalives", "1").strip().equals("0");
    set(PGProperty.TCP_KEEP_ALIVE, String.valueOf(keepAlive));
    set(PGProperty.SOCKET_FACTORY, EndpointSocketFactory.class.getName());
    EndpointSocketFactory.describe(properties, endpoint, parameters);
  }

  private void encryption() {
    String mode = parameter("sslmode", "prefer");
    String rootCertificate = parameter("sslrootcert", "");
    if (rootCertificate.equals("system")) {
      set(PGProperty.SSL_FACTORY, "org.postgresql.ssl.DefaultJavaSSLFactory");
    } else if (!rootCertificate.isEmpty()) {
      set(PGProperty.SSL_ROOT_CERT, rootCertificate);
      if (mode.equals("require") && Files.exists(Path.of(rootCertificate))) {
        mode = "verify-ca";
      }
    }
    set(PGProperty.SSL_MODE, mode);
    set(PGProperty.SSL_CERT, parameter("sslcert", ""));
    set(PGProperty.PEM_KEY_ALGORITHM, keyAlgorithm(parameter("sslcert", "")));
    set(PGProperty.SSL_KEY, parameter("sslkey", ""));
    pass("sslpassword", PGProperty.SSL_PASSWORD);
    pass("sslnegotiation", PGProperty.SSL_NEGOTIATION);
    pass("gssencmode", PGProperty.GSS_ENC_MODE);
  }

  /** The driver wants to be told what kind of key belongs to a certificate. */
  private static String keyAlgorithm(String certificate) {
    if (certificate.isEmpty()) {
      return "RSA";
    }
    try (InputStream stream = Files.newInputStream(Path.of(certificate))) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return factory.generateCertificate(stream).getPublicKey().getAlgorithm();
    } catch (IOException | CertificateException e) {
      // no certificate, or one about which the driver will complain in its own words
      return "RSA";
    }
  }

  private void habits() {
    // a value's text must be the server's, not what the driver makes of a binary form
    set(PGProperty.BINARY_TRANSFER, "false");
  }

  private void pass(String keyword, PGProperty property) {
    String value = parameters.get(keyword);
    if (value != null) {
      set(property, value);
    }
  }

  private void set(PGProperty property, String value) {
    properties.setProperty(property.getName(), value);
  }

  private String parameter(String keyword, String otherwise) {
    return parameters.getOrDefault(keyword, otherwise);
  }
}
