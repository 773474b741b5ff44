package org.gitsnapshot.report;

import java.util.Optional;
import java.util.OptionalLong;
import org.gitsnapshot.hash.SizedDigest;
import org.gitsnapshot.io.ByteString;

/**
 * What a published file says by itself.
 *
 * @param name the file as the caller named it
 * @param file size and digest of the file as it is
 * @param raw size and digest of the raw tar in it
 * @param compression how it is compressed, if it is
 * @param entries how many entries the tar has
 * @param topDirectory the directory that all paths begin with, its slash with it; empty if there is
 *     none
 * @param comment the comment of its global pax header, in which git writes the commit's id
 * @param time the time that all entries have, in seconds since 1970; nothing if they have several
 * @param names what other tools call the content; nothing if it has what no such name is for
 */
public record AuditEvidence(
    String name,
    SizedDigest file,
    SizedDigest raw,
    Optional<CompressedBy> compression,
    long entries,
    ByteString topDirectory,
    Optional<String> comment,
    OptionalLong time,
    Optional<ContentNames> names) {}
