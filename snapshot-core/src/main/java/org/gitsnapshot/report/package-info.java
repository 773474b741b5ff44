/**
 * What came of a pin, as values that a caller prints. Start at {@link
 * org.gitsnapshot.report.PinReport}.
 */
@NullMarked
package org.gitsnapshot.report;

import org.jspecify.annotations.NullMarked;
