/**
 * What the library refuses or cannot do: one exception root, one class a kind. Start at {@link
 * org.gitsnapshot.error.SnapshotException}.
 */
@NullMarked
package org.gitsnapshot.error;

import org.jspecify.annotations.NullMarked;
