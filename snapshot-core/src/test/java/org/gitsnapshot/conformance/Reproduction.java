package org.gitsnapshot.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gitsnapshot.testing.GitArchive;
import org.gitsnapshot.testing.RawRepository;

/** Commands for a shell that make a commit, and its tar on standard output. */
final class Reproduction {
  private Reproduction() {}

  /** Returns a script for {@code sh}, to be run in an empty directory; it needs git alone. */
  static String of(SampleCommit commit) throws IOException {
    Path scratch = Files.createTempDirectory("reproduction-");
    try {
      RawRepository repository = RawRepository.detached(scratch);
      GitArchive.Job job = commit.addTo(repository);
      StringBuilder script = new StringBuilder("git init -q --bare .\n");
      repository.forEachWaiting(
          (type, content) ->
              script
                  .append("printf '")
                  .append(escaped(content))
                  .append("' | git hash-object -w --stdin --literally --no-filters -t ")
                  .append(type)
                  .append(" >&2\n"));
      // A shell drops line feeds at the end of what a command gives it.
      return script
          .append("prefix=$(printf '")
          .append(escaped(job.prefix().toByteArray()))
          .append(".')\ngit archive --format=tar --prefix=\"${prefix%.}\" ")
          .append(job.commit())
          .append('\n')
          .toString();
    } finally {
      Files.delete(scratch);
    }
  }

  private static String escaped(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      if (c == '\n') {
        text.append("\\n");
      } else if (c < ' ' || c > '~' || "'\\%".indexOf(c) >= 0) {
        text.append('\\').append(Integer.toOctalString(c + 01000).substring(1));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
