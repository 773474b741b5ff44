package org.gitsnapshot.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;

/** A repository of one commit: its objects in files of their own, and its ref in a list. */
final class RehearsalRepository {
  private final Path objects;

  private RehearsalRepository(Path objects) {
    this.objects = objects;
  }

  /**
   * Makes the repository.
   *
   * @param directory of the repository, a bare one, which is not there yet
   * @return the id of its commit
   */
  static String make(Path directory) throws IOException {
    Path objects = Files.createDirectories(directory.resolve("objects"));
    Files.createDirectories(directory.resolve("refs"));
    Files.writeString(directory.resolve("HEAD"), "ref: refs/heads/main\n");
    RehearsalRepository made = new RehearsalRepository(objects);
    ByteArrayOutputStream tree = new ByteArrayOutputStream();
    made.addFile(tree, ".gitattributes", "version export-subst\n*.txt eol=crlf\n");
    made.addFile(tree, "a.txt", "a line\n");
    made.addFile(tree, "version", "$Format:%H %an %ad %s$\n");
    String person = "a <a@example.org> 1700000000 +0000\n";
    String root = made.write("tree", tree.toByteArray());
    String commit = "tree " + root + "\nauthor " + person + "committer " + person + "\na subject\n";
    String id = made.write("commit", commit.getBytes(StandardCharsets.UTF_8));
    String refs = "# pack-refs with: peeled fully-peeled sorted \n" + id + " refs/heads/main\n";
    Files.writeString(directory.resolve("packed-refs"), refs);
    return id;
  }

  /** Adds a line to a tree, whose names come in order. */
  private void addFile(OutputStream tree, String name, String text) throws IOException {
    String blob = write("blob", text.getBytes(StandardCharsets.UTF_8));
    tree.write(("100644 " + name + "\0").getBytes(StandardCharsets.UTF_8));
    tree.write(HexFormat.of().parseHex(blob));
  }

  private String write(String type, byte[] body) throws IOException {
    byte[] header = (type + " " + body.length + "\0").getBytes(StandardCharsets.UTF_8);
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException none) {
      throw new IllegalStateException("every JDK has SHA-1", none);
    }
    sha1.update(header);
    String id = HexFormat.of().formatHex(sha1.digest(body));
    Path file = objects.resolve(id.substring(0, 2)).resolve(id.substring(2));
    Files.createDirectories(file.getParent());
    try (OutputStream out = new DeflaterOutputStream(Files.newOutputStream(file))) {
      out.write(header);
      out.write(body);
    }
    return id;
  }
}
