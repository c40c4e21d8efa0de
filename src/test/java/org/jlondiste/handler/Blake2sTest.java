package org.jlondiste.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Blake2sTest {
  @Test
  void theDigestIsThatOfTheStandard() {
    assertThat(hex("abc", "", 32))
        .isEqualTo("508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982");
  }

  @Test
  void messagesMayFillBlocksExactly() {
    assertThat(hex("a".repeat(64), "k", 4)).isEqualTo("8f921bed");
    assertThat(hex("a".repeat(65), "k", 4)).isEqualTo("570057b9");
    assertThat(hex("a".repeat(128), "", 4)).isEqualTo("42d7f674");
    assertThat(hex("", "secret", 8)).isEqualTo("1d9f75e833265179");
  }

  private static String hex(String text, String key, int length) {
    return HexFormat.of()
        .formatHex(
            Blake2s.digest(
                text.getBytes(StandardCharsets.UTF_8),
                key.getBytes(StandardCharsets.UTF_8),
                length));
  }
}
