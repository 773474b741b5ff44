/**
 * Fuzzing of what reads bytes that somebody else wrote. Start at {@code FuzzTargetsTest}, which
 * replays the corpus and runs Jazzer; a target is a class {@code …Fuzz} beside what it tries.
 */
package org.gitsnapshot.fuzz;
