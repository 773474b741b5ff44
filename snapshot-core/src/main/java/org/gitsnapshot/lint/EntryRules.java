package org.gitsnapshot.lint;

import org.gitsnapshot.archive.ArchiveMeta;
import org.gitsnapshot.archive.Entry;
import org.gitsnapshot.archive.EntrySink;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.report.Finding.Reason;
import org.gitsnapshot.tar.PathForm;

/** Looks at the entries of an archive: what they are called, and how a tar holds them. */
final class EntryRules implements EntrySink {
  private final ByteString prefix;
  private final Findings findings;
  private final NameRules names;

  EntryRules(ByteString prefix, Findings findings) {
    this.prefix = prefix;
    this.findings = findings;
    this.names = new NameRules(findings);
  }

  @Override
  public void begin(ArchiveMeta meta) {
    if (!PathForm.numberFits(meta.time())) {
      findings.add(Reason.TIME, "the commit's time", ByteString.EMPTY);
    }
  }

  @Override
  public void entry(Entry entry) {
    boolean directory = entry instanceof Entry.Directory;
    names.entry(entry.path(), directory);
    ByteString path = prefix.concat(entry.path());
    if (directory || entry instanceof Entry.Submodule) {
      path = path.concat('/');
    }
    PathForm form = PathForm.of(path);
    boolean linkFits = !(entry instanceof Entry.Symlink link) || PathForm.linkFits(link.target());
    boolean sizeFits =
        !(entry instanceof Entry.File file) || PathForm.numberFits(file.content().size());
    if (form == PathForm.PAX || !linkFits || !sizeFits) {
      findings.add(Reason.PAX_HEADER, path);
    } else if (form == PathForm.SPLIT) {
      findings.add(Reason.SPLIT_PATH, path);
    }
  }
}
