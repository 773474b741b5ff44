/**
 * How a caller hears what the library is doing. Start at {@link org.gitsnapshot.progress.Progress}.
 */
@NullMarked
package org.gitsnapshot.progress;

import org.jspecify.annotations.NullMarked;
