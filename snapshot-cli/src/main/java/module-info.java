/** The command line of git-snapshot. */
module org.gitsnapshot.cli {
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires info.picocli;
  requires org.gitsnapshot.core;

  opens org.gitsnapshot.cli to
      info.picocli;
}
