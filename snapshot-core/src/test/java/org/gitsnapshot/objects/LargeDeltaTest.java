package org.gitsnapshot.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.gitsnapshot.error.LimitExceededException;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.testing.ChildJvm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A blob that is stored as a difference, and for which the heap has no room. */
@Tag("one-jvm")
class LargeDeltaTest {
  private static final int SIZE = 40 << 20;

  @Test
  void isNotTakenForDamaged(@TempDir Path temp) throws Exception {
    GitRepo repo = GitRepo.init(temp.resolve("repo"));
    byte[] noise = new byte[SIZE];
    new Random(1).nextBytes(noise);
    for (int i = 0; i < 2; i++) {
      noise[i]++;
      Files.write(repo.directory().resolve("noise"), noise);
      repo.git("-c", "core.compression=0", "add", "noise");
      repo.git("-c", "user.name=a", "-c", "user.email=a@x", "commit", "-q", "-m", "noise");
    }
    repo.git("-c", "core.bigFileThreshold=1g", "-c", "core.compression=0", "repack", "-adfq");
    List<String> heads = List.of("HEAD:noise", "HEAD~1:noise");

    for (String heap : List.of("64m", "400m")) {
      ChildJvm child =
          ChildJvm.start(
              List.of("-Xmx" + heap),
              Reading.class,
              repo.directory().toString(),
              repo.id(heads.get(0)).hex(),
              repo.id(heads.get(1)).hex());
      List<String> lines = List.of(child.readLine(), child.readLine());
      assertThat(child.waitFor()).as(child.errors()).isZero();
      // One of the two is whole in the pack, and needs no room.
      if (heap.equals("64m")) {
        assertThat(lines)
            .contains("read " + SIZE)
            .anyMatch(line -> line.contains("as a difference and needs more memory"));
      } else {
        assertThat(lines).containsOnly("read " + SIZE);
      }
    }
  }

  /** Reads blobs, each in a repository opened anew, and tells how that went. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] arguments) throws IOException {
      for (String id : List.of(arguments).subList(1, arguments.length)) {
        try (ObjectStore store = StoredObjects.open(Path.of(arguments[0]), "ORIGIN");
            ObjectReader reader = store.newReader()) {
          var content = reader.blob(Oid.fromHex(id));
          content.writeTo(OutputStream.nullOutputStream());
          System.out.println("read " + content.size());
        } catch (LimitExceededException e) {
          System.out.write((e.fullMessage() + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      System.out.flush();
    }
  }
}
