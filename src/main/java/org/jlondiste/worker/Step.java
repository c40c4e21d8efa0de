package org.jlondiste.worker;

/** What a step of the worker did. */
public enum Step {
  /** It applied a batch; there may be more. */
  WORKED,
  /** It waited for a copy, which will soon be where the worker is. */
  MEETING,
  /** There was nothing to do; copies are under way. */
  COPYING,
  /** There was nothing to do. */
  IDLE,
  /** The operator asked the node to pause. */
  PAUSED,
  /** Another process works for this node. */
  STANDBY
}
