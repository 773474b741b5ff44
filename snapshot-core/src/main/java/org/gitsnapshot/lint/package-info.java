/**
 * Why the archive of a commit may not be the same everywhere. Start at {@link
 * org.gitsnapshot.lint.LintCommit}.
 */
@NullMarked
package org.gitsnapshot.lint;

import org.jspecify.annotations.NullMarked;
