/**
 * Dividing distfiles among media of a given size. Start at {@link
 * org.gitsnapshot.split.SplitDistfiles}; {@link org.gitsnapshot.split.Packing} does the packing.
 */
@NullMarked
package org.gitsnapshot.split;

import org.jspecify.annotations.NullMarked;
