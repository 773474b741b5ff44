package org.gitsnapshot.build;

import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gitsnapshot.acquire.Acquirer;
import org.gitsnapshot.acquire.ResolvedRef;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.error.Position;
import org.gitsnapshot.forge.Preset;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.FileDigests;
import org.gitsnapshot.io.SafeText;
import org.gitsnapshot.pin.MadePin;
import org.gitsnapshot.pin.Pin;
import org.gitsnapshot.progress.Progress;
import org.gitsnapshot.recipe.Compressor;
import org.gitsnapshot.recipe.Format;
import org.gitsnapshot.recipe.TarRecipe;
import org.gitsnapshot.request.PinRequest;

/** Makes a pin from a reference: finds the commit, builds once, and takes the digests. */
public final class MakePin {
  private final Acquirer acquirer;
  private final Pipeline pipeline;
  private final Progress progress;

  /** Creates a maker. */
  public MakePin(Acquirer acquirer, Pipeline pipeline, Progress progress) {
    this.acquirer = acquirer;
    this.pipeline = pipeline;
    this.progress = progress;
  }

  /**
   * Makes a pin.
   *
   * @throws InvalidInputException if the name or the prefix that is given cannot be a pin's, or no
   *     name is given and none can be made from the prefix
   * @throws IOException if the commit cannot be found or built
   */
  public MadePin run(PinRequest request) throws IOException {
    Map<Format, Optional<Compressor>> outputs = request.recipe().completeOutputs();
    if (request.name().isPresent()) {
      Pin.checkName(request.name().get());
    }
    if (request.recipe().prefix().isPresent()) {
      Pin.checkPrefix(request.recipe().prefix().get());
    }
    Pipeline.check(outputs.values().stream().flatMap(Optional::stream).toList());
    String label = request.revision();
    progress.stage(label, "asking what " + label + " is");
    ResolvedRef resolved = acquirer.resolve(request.urls(), request.revision());
    Optional<String> ref = Optional.of(request.revision());
    TarRecipe recipe = request.recipe().tar(request.urls().get(0), ref, resolved.commit());
    String name =
        request.name().isPresent() ? request.name().get() : nameOf(recipe, request.revision());
    progress.stage(label, "looking for " + resolved.commit().hex());
    List<Target> targets =
        outputs.entrySet().stream()
            .map(o -> new Target(o.getKey(), o.getValue(), OutputStream.nullOutputStream()))
            .toList();
    try {
      Built built =
          acquirer.use(
              request.urls(),
              resolved.commit(),
              ref,
              store -> {
                progress.stage(label, "building once for the digests");
                return pipeline.run(
                    new Subject(
                        store,
                        resolved.commit(),
                        () -> acquirer.history(request.urls(), resolved.commit())),
                    recipe,
                    targets,
                    bytes -> progress.bytes(label, bytes));
              });
      Pin pin =
          new Pin(
              name,
              request.urls().stream().map(SafeText::url).toList(),
              resolved.commit(),
              ref,
              request.recipe().like().map(Preset::label),
              built.recipe(),
              outputs,
              digests(built),
              new Position("", 1, 1));
      return new MadePin(pin, built.lastingNotes());
    } finally {
      progress.done(label);
    }
  }

  private static Map<Format, Map<DigestAlgorithm, Digest>> digests(Built built) {
    Map<Format, Map<DigestAlgorithm, Digest>> digests = new EnumMap<>(Format.class);
    digests.put(Format.TAR, sha256(built.rawTar()));
    built.files().forEach((format, made) -> digests.put(format, sha256(made)));
    return digests;
  }

  private static Map<DigestAlgorithm, Digest> sha256(FileDigests made) {
    return Map.of(DigestAlgorithm.SHA256, made.sha256());
  }

  private static String nameOf(TarRecipe recipe, String revision) throws InvalidInputException {
    String prefix = recipe.prefix().display();
    String stem = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    if (stem.isEmpty()) {
      stem = revision;
    }
    try {
      if (stem.matches("[A-Za-z0-9_+][A-Za-z0-9._+-]*")) {
        Pin.checkName(stem);
        return stem;
      }
    } catch (InvalidInputException noName) {
      // It ends in a dot, or is too long.
    }
    throw new InvalidInputException(
        "no file name can be made from " + stem, "name the pin with --name");
  }
}
