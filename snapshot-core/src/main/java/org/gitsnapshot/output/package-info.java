/**
 * Files that appear whole or not at all, and one stream into many. Start at {@link
 * org.gitsnapshot.output.AtomicFile} and {@link org.gitsnapshot.output.FanOut}.
 *
 * <p>What holds after a kill or a power cut comes from an order, each step on the disk before the
 * next: the directory and those above it; the bytes of a file under its temporary name; its final
 * name. Who replaces several files takes what will be wrong out of lists first, then renames the
 * files, then the lists. A temporary file is locked until it has its name, so the next process to
 * write there can tell a leftover from a file that is being written, whatever the time is.
 */
@NullMarked
package org.gitsnapshot.output;

import org.jspecify.annotations.NullMarked;
