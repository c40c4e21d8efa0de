/** Tests of scripts: how they are read, and how they are run on real servers. */
@NullMarked
package org.jlondiste.script;

import org.jspecify.annotations.NullMarked;
