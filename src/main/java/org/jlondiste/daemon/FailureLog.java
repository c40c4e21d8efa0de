package org.jlondiste.daemon;

import org.jlondiste.error.UserError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the failures of a loop into the log: one line for what the operator can mend. */
public final class FailureLog {
  private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

  private final String jobName;

  public FailureLog(String jobName) {
    this.jobName = jobName;
  }

  void failed(RuntimeException failure) {
    String text = "Job " + jobName + " crashed: " + failure.getMessage();
    if (failure instanceof UserError known) {
      LOG.error(known.hint().isEmpty() ? text : text + " (" + known.hint() + ")");
      LOG.debug("where it happened", failure);
    } else {
      LOG.error(text, failure);
    }
  }
}
