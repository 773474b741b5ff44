/**
 * Seeded random commits against real gits, today's and old ones. Start at {@link
 * org.gitsnapshot.conformance.ArchiveOracleTest}; a commit that differs is made small by {@link
 * org.gitsnapshot.conformance.Shrinker}.
 */
@NullMarked
package org.gitsnapshot.conformance;

import org.jspecify.annotations.NullMarked;
