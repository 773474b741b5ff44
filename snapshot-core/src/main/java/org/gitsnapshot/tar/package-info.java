/**
 * The bytes of {@code git archive --format=tar}, by profile.
 *
 * <p>Start at {@link org.gitsnapshot.tar.TarEncoder}: it knows the order of things and the fields.
 * {@link org.gitsnapshot.tar.UstarHeader} is one 512-byte block, {@link
 * org.gitsnapshot.tar.PaxRecords} the extended records, {@link org.gitsnapshot.tar.PathSplit} the
 * division of a long path, {@link org.gitsnapshot.tar.BlockedOutput} padding and trailer.
 */
@NullMarked
package org.gitsnapshot.tar;

import org.jspecify.annotations.NullMarked;
