package org.gitsnapshot.mirror;

/**
 * A thing that was looked at.
 *
 * @param standing what there is of it; what is missing is to be made or downloaded
 * @param outcomes what came of all but what is missing
 */
record Looked(Wanted wanted, Inventory.Standing standing, Outcomes outcomes) {}
