/**
 * Files that appear whole or not at all, and one stream into many. Start at {@link
 * org.gitsnapshot.output.AtomicFile} and {@link org.gitsnapshot.output.FanOut}.
 */
@NullMarked
package org.gitsnapshot.output;

import org.jspecify.annotations.NullMarked;
