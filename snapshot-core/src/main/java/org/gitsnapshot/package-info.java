/**
 * The front door: the same commit and recipe give the same bytes. Start at {@link
 * org.gitsnapshot.Snapshots}.
 */
@NullMarked
package org.gitsnapshot;

import org.jspecify.annotations.NullMarked;
