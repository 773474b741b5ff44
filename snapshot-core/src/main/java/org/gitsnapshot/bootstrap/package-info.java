/**
 * live-bootstrap's {@code steps/*}{@code /sources}: which files it wants, and how each is had.
 * Start at {@link org.gitsnapshot.bootstrap.SourceSet}.
 *
 * <p>The grammar is that of the project's own scripts, which are shell and Python: a line is words
 * between blanks. What those scripts leave to chance (a name with two digests, a name that is no
 * plain file name, a word too many) is refused here, with file, line and column.
 */
@NullMarked
package org.gitsnapshot.bootstrap;

import org.jspecify.annotations.NullMarked;
