/**
 * Whether independent mirrors made the same. Start at {@link org.gitsnapshot.agree.CompareMirrors}.
 */
@NullMarked
package org.gitsnapshot.agree;

import org.jspecify.annotations.NullMarked;
