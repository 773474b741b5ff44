/**
 * File systems that fail. Start at {@link org.gitsnapshot.testing.faults.FaultyFiles}; what a power
 * cut leaves of what was recorded is made by {@link org.gitsnapshot.testing.faults.PowerCut}.
 */
@NullMarked
package org.gitsnapshot.testing.faults;

import org.jspecify.annotations.NullMarked;
