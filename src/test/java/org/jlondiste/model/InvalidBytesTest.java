package org.jlondiste.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InvalidBytesTest {
  @Test
  void validTextIsLeftAlone() {
    String text = "é€😀\uFFFD";
    assertThat(InvalidBytes.marked(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(text);
    assertThat(InvalidBytes.firstOf(text)).isEmpty();
  }

  @Test
  void invalidBytesAreFoundAgain() {
    assertThat(InvalidBytes.firstOf(marked('C', 0xe9, ' '))).contains("0xe9");
    assertThat(InvalidBytes.firstOf(marked(0xc3, 0xa9, 0xc3))).contains("0xc3");
    assertThat(InvalidBytes.firstOf(marked(0xed, 0xa0, 0x80))).contains("0xed");
    assertThat(marked(0xc3, 0xa9, 0xff, 'x')).startsWith("é").endsWith("x");
  }

  private static String marked(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return InvalidBytes.marked(bytes);
  }
}
