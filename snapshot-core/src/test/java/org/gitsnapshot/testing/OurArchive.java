package org.gitsnapshot.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.gitsnapshot.archive.Limits;
import org.gitsnapshot.build.Built;
import org.gitsnapshot.build.Pipeline;
import org.gitsnapshot.build.Subject;
import org.gitsnapshot.build.Target;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.History;
import org.gitsnapshot.objects.ObjectStore;
import org.gitsnapshot.objects.StoredObjects;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.Profile;
import org.gitsnapshot.recipe.SubstInputs;
import org.gitsnapshot.recipe.TarRecipe;

/** Raw tars as the library makes them from a repository on disk. */
public final class OurArchive implements AutoCloseable {
  private final ObjectStore store;

  /** Opens a repository; what is added to it later is seen too. */
  public OurArchive(RawRepository repository) throws IOException {
    store = StoredObjects.open(repository.directory(), "the test's repository");
  }

  /** Returns the raw tar that today's git would make. */
  public byte[] of(Oid commit, ByteString prefix) throws IOException {
    return of(commit, prefix, Profile.GIT);
  }

  /** Returns the raw tar of a profile. */
  public byte[] of(Oid commit, ByteString prefix, Profile profile) throws IOException {
    return of(commit, new TarRecipe(profile, prefix, SubstInputs.NONE));
  }

  /** Returns the raw tar of a recipe. */
  public byte[] of(Oid commit, TarRecipe recipe) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    Built built =
        new Pipeline(Limits.DEFAULT, 1)
            .run(
                new Subject(store, commit, OurArchive::noHistory),
                recipe,
                List.of(new Target(Format.TAR, Optional.empty(), tar)),
                position -> {});
    if (built.rawTar().size() != tar.size()) {
      throw new AssertionError("the report says " + built.rawTar().size() + " bytes");
    }
    return tar.toByteArray();
  }

  private static History noHistory() {
    throw new AssertionError("the archive depends on more than the commit");
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
