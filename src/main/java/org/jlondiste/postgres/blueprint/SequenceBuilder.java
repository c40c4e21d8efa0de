package org.jlondiste.postgres.blueprint;

import org.jlondiste.model.TableName;
import org.jlondiste.postgres.Session;
import org.jlondiste.postgres.catalog.Relations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds sequences that a target lacks as they are on a source. */
public final class SequenceBuilder {
  private static final Logger LOG = LoggerFactory.getLogger(SequenceBuilder.class);

  private final Session source;
  private final Session target;
  private final TargetNames names;

  public SequenceBuilder(Session source, Session target) {
    this.source = source;
    this.target = target;
    this.names = new TargetNames(target);
  }

  /**
   * Builds one sequence, in the target's transaction.
   *
   * @return false if it was there already, and then nothing changes
   */
  public boolean build(TableName sequence) {
    if (Relations.exist(target, sequence)) {
      return false;
    }
    SequenceBlueprint blueprint = SequenceBlueprint.read(source, sequence);
    names.ensureSchema(sequence.schema());
    LOG.info("Creating {}", sequence);
    target.execute(blueprint.create(sequence, target.server()));
    Grants.onSequence(blueprint.acl(), sequence.quoted(), names.roles()).forEach(target::execute);
    return true;
  }
}
