package org.gitsnapshot.split;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.archive.Entry;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.manifest.MirrorLists;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.report.SplitReport.DistFile;
import org.gitsnapshot.report.SplitReport.Medium;
import org.gitsnapshot.tar.TarEncoder;

/**
 * A medium as one ustar archive that depends on names and contents alone: owner root, mode 664, one
 * fixed time, the checksum list first and the files in the order of their names' bytes. A content
 * with a second name is there once, and a hard link after that.
 */
final class MediumTar {
  /**
   * 1980-01-01T00:00:00Z, the first moment that every file system can hold; GNU tar warns of 1970.
   */
  static final long TIME = 315_532_800;

  private final Path source;
  private final Medium medium;
  private final byte[] checksums;

  MediumTar(Path source, Medium medium, byte[] checksums) {
    this.source = source;
    this.medium = medium;
    this.checksums = checksums;
  }

  /** Writes it, and does not close the stream. */
  void write(OutputStream out) throws IOException {
    TarRecipe recipe = new TarRecipe(Profile.GIT, ByteString.EMPTY, SubstInputs.NONE);
    TarEncoder tar = new TarEncoder(recipe, out);
    Oid list = idOf(checksums);
    tar.begin(new ArchiveMeta(Optional.empty(), list, TIME));
    tar.entry(
        new Entry.File(ByteString.utf8(MirrorLists.CHECKSUMS), list, false, Content.of(checksums)));
    Map<Digest, ByteString> earlier = new HashMap<>();
    for (DistFile file : medium.files()) {
      ByteString name = ByteString.utf8(file.name());
      // The digests were checked before.
      Digest sha256 = file.sha256().orElseThrow();
      ByteString first = earlier.putIfAbsent(sha256, name);
      Oid id = Oid.fromHex(sha256.hex());
      if (first == null) {
        Content content = new OnDisk(source.resolve(file.name()), file.size());
        tar.entry(new Entry.File(name, id, false, content));
      } else {
        tar.hardLink(name, first, id);
      }
    }
    Object unused = tar.finish();
  }

  private static Oid idOf(byte[] bytes) {
    MessageDigest sha256 = DigestAlgorithm.SHA256.newMessageDigest();
    return Oid.of(sha256.digest(bytes));
  }

  private record OnDisk(Path file, long size) implements Content {
    @Override
    public void writeTo(OutputStream out) throws IOException {
      long unused = Files.copy(file, out);
    }
  }
}
