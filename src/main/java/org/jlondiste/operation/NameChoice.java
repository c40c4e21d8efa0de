package org.jlondiste.operation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jlondiste.error.UsageError;
import org.jlondiste.model.TableName;

/**
 * Which tables or sequences the words of a command line mean. A word is a name as {@link
 * TableName#parse} reads it, or a pattern, in which {@code *} stands for any letters and {@code ?}
 * for one; without a dot it means the schema public.
 *
 * @param chosen the names meant, in the order of the words and of the candidates
 * @param unknown the words that mean none of the candidates
 */
record NameChoice(Set<TableName> chosen, List<String> unknown) {

  static NameChoice of(List<String> words, Collection<TableName> candidates) {
    Set<TableName> chosen = new LinkedHashSet<>();
    List<String> unknown = new ArrayList<>();
    for (String word : words) {
      Predicate<TableName> meant = meaning(word);
      List<TableName> matches = candidates.stream().filter(meant).toList();
      if (matches.isEmpty()) {
        unknown.add(word);
      }
      chosen.addAll(matches);
    }
    return new NameChoice(chosen, unknown);
  }

  private static Predicate<TableName> meaning(String word) {
    if (word.indexOf('"') < 0 && (word.indexOf('*') >= 0 || word.indexOf('?') >= 0)) {
      int dot = word.indexOf('.');
      Pattern schema = pattern(dot < 0 ? "public" : word.substring(0, dot));
      Pattern name = pattern(word.substring(dot + 1));
      return candidate ->
          schema.matcher(candidate.schema()).matches() && name.matcher(candidate.name()).matches();
    }
    return parse(word)::equals;
  }

  /**
   * Reads one name.
   *
   * @throws UsageError if it is none
   */
  static TableName parse(String word) {
    try {
      return TableName.parse(word);
    } catch (IllegalArgumentException e) {
      throw new UsageError(
          "'" + word + "' is no name: " + e.getMessage(),
          "write name, schema.name or \"odd.schema\".\"odd name\"");
    }
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (c == '*') {
        regex.append(".*");
      } else if (c == '?') {
        regex.append('.');
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }
}
