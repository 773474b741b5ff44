package org.gitsnapshot.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.gitsnapshot.archive.Content;
import org.gitsnapshot.error.UnsupportedException;
import org.gitsnapshot.tarread.TarMember;
import org.gitsnapshot.tarread.TarReader;

/** The entries of a raw tar for an {@link IdentityBuilder}. */
final class TarEntries {
  private TarEntries() {}

  static void feed(InputStream tar, IdentityBuilder builder) throws IOException {
    TarReader reader = new TarReader(tar);
    for (TarMember member = reader.next(); member != null; member = reader.next()) {
      if (member.isVolumeLabel()) {
        continue;
      }
      if (member.isDisputed()) {
        throw new UnsupportedException(
            member.path() + " is read differently by programs",
            "what is unpacked depends on the program, so it has no one identity");
      }
      switch (member.kind()) {
        case FILE -> builder.file(member.path(), member.executable(), new Stored(member, reader));
        case SYMLINK -> builder.symlink(member.path(), member.link());
        case HARD_LINK -> builder.hardLink(member.path(), member.link());
        case DIRECTORY -> builder.directory(member.path());
        case SPECIAL ->
            throw new UnsupportedException(
                member.path() + " is neither a file, a link nor a directory",
                "no identity knows such a thing");
      }
    }
  }

  private record Stored(TarMember member, TarReader reader) implements Content {
    @Override
    public long size() {
      return member.size();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      reader.copyContent(out);
    }
  }
}
