/** Reproducible source snapshots of git commits. */
module org.gitsnapshot.core {
  requires static org.jspecify;
  requires com.fasterxml.jackson.core;
  requires com.google.common;
  requires java.net.http;
  requires org.apache.commons.compress;
  requires org.apache.sshd.osgi;
  requires org.eclipse.jetty.server;
  requires org.eclipse.jgit;
  requires org.eclipse.jgit.ssh.apache;
  requires org.tomlj;
  requires org.tukaani.xz;

  exports org.gitsnapshot;
  exports org.gitsnapshot.archive;
  exports org.gitsnapshot.error;
  exports org.gitsnapshot.forge;
  exports org.gitsnapshot.hash;
  exports org.gitsnapshot.identity;
  exports org.gitsnapshot.io;
  exports org.gitsnapshot.manifest;
  exports org.gitsnapshot.pin;
  exports org.gitsnapshot.progress;
  exports org.gitsnapshot.recipe;
  exports org.gitsnapshot.report;
  exports org.gitsnapshot.request;
}
