/**
 * Deleting entries from a tar and nothing else, and the proof that nothing else was done. Start at
 * {@link org.gitsnapshot.clean.CleanTar} and {@link org.gitsnapshot.clean.DerivationProof}.
 *
 * <p>A tar is read as a row of pieces: entries, each with the headers that speak of it alone;
 * global headers; and the end, which is all that follows the last entry. A cleaned tar is the row
 * without some of the entries. Whatever stays is the same bytes in the same order, so who has both
 * can tell.
 */
@NullMarked
package org.gitsnapshot.clean;

import org.jspecify.annotations.NullMarked;
