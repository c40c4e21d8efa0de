package org.jlondiste.postgres;

import java.util.IdentityHashMap;
import java.util.List;

/** The answers to questions that were put together. */
public final class Answers {
  private final IdentityHashMap<Question<?>, List<Row>> rows = new IdentityHashMap<>();

  Answers(List<Question<?>> questions, List<List<Row>> answers) {
    for (int i = 0; i < questions.size(); i++) {
      rows.put(questions.get(i), answers.get(i));
    }
  }

  /** The answer to one of the questions, the very same that was put. */
  public <T> T to(Question<T> question) {
    List<Row> answer = rows.get(question);
    if (answer == null) {
      throw new IllegalArgumentException("nobody asked " + question.query().sql());
    }
    return question.answered(answer);
  }
}
