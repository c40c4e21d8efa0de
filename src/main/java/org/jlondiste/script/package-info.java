/**
 * Scripts that run on all nodes of a set: what they ask for, their statements, and how they are
 * run, whole or not at all.
 */
@NullMarked
package org.jlondiste.script;

import org.jspecify.annotations.NullMarked;
