/**
 * Stories of the whole tool over two databases: real commands, real daemons, real servers, and
 * applications that write all the while. Each ends with a look at both sides.
 */
@NullMarked
package org.jlondiste.scenario;

import org.jspecify.annotations.NullMarked;
