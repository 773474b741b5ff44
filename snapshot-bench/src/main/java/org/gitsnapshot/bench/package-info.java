/**
 * How fast it is, beside the tools it equals. Start at {@link org.gitsnapshot.bench.SideBySide};
 * the classes whose names end in {@code Benchmark} are for JMH.
 */
@NullMarked
package org.gitsnapshot.bench;

import org.jspecify.annotations.NullMarked;
