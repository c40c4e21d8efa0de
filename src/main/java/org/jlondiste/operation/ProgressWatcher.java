package org.jlondiste.operation;

import java.util.List;

/** Someone who watches copies. */
public interface ProgressWatcher {
  /** Nobody watches. */
  ProgressWatcher NOBODY =
      new ProgressWatcher() {
        @Override
        public void show(List<CopyProgress> progress) {}

        @Override
        public void hide() {}
      };

  /** Shows how far things are; called again and again. */
  void show(List<CopyProgress> progress);

  /** Takes away what was shown last, because something is going to be logged. */
  void hide();
}
