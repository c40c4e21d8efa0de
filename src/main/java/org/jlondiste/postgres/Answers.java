package org.jlondiste.postgres;

import java.util.List;

/** The answers to questions that were put together. */
public final class Answers {
  private final List<Question<?>> questions;
  private final List<List<Row>> rows;

  Answers(List<Question<?>> questions, List<List<Row>> rows) {
    this.questions = questions;
    this.rows = rows;
  }

  /** The answer to one of the questions, the very same that was put. */
  public <T> T to(Question<T> question) {
    for (int i = 0; i < questions.size(); i++) {
      if (questions.get(i) == question) {
        return question.answered(rows.get(i));
      }
    }
    throw new IllegalArgumentException("nobody asked " + question.query().sql());
  }
}
