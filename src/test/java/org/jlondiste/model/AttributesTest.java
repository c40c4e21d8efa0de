package org.jlondiste.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttributesTest {

  @Test
  void readsWhatLondisteWrites() {
    assertThat(Attributes.decode(Optional.of("handler=shard%28key%3did%29&copy_node=%3f&flag&x=")))
        .containsExactly(
            Map.entry("handler", "shard(key=id)"),
            Map.entry("copy_node", "?"),
            Map.entry("flag", ""),
            Map.entry("x", ""));
  }

  @Test
  void writesAsLondisteWrites() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("handler", "shard(key=id)");
    attributes.put("note", "Käse & Brot");

    assertThat(Attributes.encode(attributes))
        .hasValue("handler=shard%28key%3did%29&note=K%c3%a4se+%26+Brot");
  }

  @Test
  void writingAndReadingAreInverses() {
    Map<String, String> attributes = Map.of("a=b&c", "100% +/ü\n", "empty", "");

    assertThat(Attributes.decode(Attributes.encode(attributes))).isEqualTo(attributes);
  }

  @Test
  void noAttributesHaveNoText() {
    assertThat(Attributes.encode(Map.of())).isEmpty();
    assertThat(Attributes.decode(Optional.empty())).isEmpty();
  }
}
