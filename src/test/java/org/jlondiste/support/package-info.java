/**
 * The words that tests tell their stories with: real PostgreSQL servers of many versions, databases
 * in them, writers that go on in the background, and the tool as its users start it. Knows nothing
 * of the rooms it helps to test, but for exit codes and the way to open a session.
 */
@NullMarked
package org.jlondiste.support;

import org.jspecify.annotations.NullMarked;
