package org.gitsnapshot.report;

import java.util.Optional;

/**
 * What came of joining the manifests of mirrors.
 *
 * @param files how many files the joined manifest has
 * @param note what an operator should know: that a signature of the checksums before was removed
 */
public record MergeReport(int files, Optional<String> note) {}
