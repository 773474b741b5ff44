/**
 * A mirror's files over HTTP/1.1. Start at {@link org.gitsnapshot.serve.MirrorServer}.
 *
 * <p>Only names of the mirror's manifest are served, each looked up in a table, so no path that a
 * client writes ever reaches the file system. Only this package knows the server library, and
 * nothing else loads it.
 */
@NullMarked
package org.gitsnapshot.serve;

import org.jspecify.annotations.NullMarked;
