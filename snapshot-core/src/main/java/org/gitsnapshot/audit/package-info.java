/**
 * From a published archive back to its commit and recipe. Start at {@link
 * org.gitsnapshot.audit.AuditTarball}, which names the steps in order.
 *
 * <p>Nothing is believed: what the file says of itself, and what is read from its expanded formats,
 * is a guess until building it again gives the same bytes.
 */
@NullMarked
package org.gitsnapshot.audit;

import org.jspecify.annotations.NullMarked;
