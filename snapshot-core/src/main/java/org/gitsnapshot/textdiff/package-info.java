/** Lines that differ between two texts. Start at {@link org.gitsnapshot.textdiff.TextDiff}. */
@NullMarked
package org.gitsnapshot.textdiff;

import org.jspecify.annotations.NullMarked;
