package org.gitsnapshot.manifest;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.gitsnapshot.error.InvalidInputException;
import org.gitsnapshot.hash.Digest;
import org.gitsnapshot.hash.DigestAlgorithm;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.identity.Identities;

/** The members of {@code identities} in a manifest. */
final class IdentitiesJson {
  private static final Set<String> MEMBERS = Set.of("gitTree", "swhidDirectory", "narSha256");
  private static final Set<String> OPTIONAL = Set.of("swhidRevision", "goH1");

  /** What each text looks like; the canonical base 64 is checked by writing it again. */
  private static final Map<String, Pattern> FORMS =
      Map.of(
          "gitTree", Pattern.compile("[0-9a-f]{40}"),
          "swhidDirectory", Pattern.compile("swh:1:dir:[0-9a-f]{40}"),
          "swhidRevision", Pattern.compile("swh:1:rev:[0-9a-f]{40}"),
          "narSha256", Pattern.compile("sha256-[A-Za-z0-9+/]{43}="),
          "goH1", Pattern.compile("h1:[A-Za-z0-9+/]{43}="));

  private IdentitiesJson() {}

  static void write(JsonGenerator json, Identities identities) throws IOException {
    json.writeStringField("gitTree", identities.gitTree().hex());
    json.writeStringField("swhidDirectory", identities.swhidDirectory());
    if (identities.swhidRevision().isPresent()) {
      json.writeStringField("swhidRevision", identities.swhidRevision().get());
    }
    json.writeStringField("narSha256", identities.narSri());
    if (identities.goH1().isPresent()) {
      json.writeStringField("goH1", identities.goH1().get());
    }
  }

  static Identities read(JsonCursor json) throws InvalidInputException {
    Map<String, String> texts = new HashMap<>();
    json.object(
        MEMBERS,
        OPTIONAL,
        member -> {
          String text = json.string();
          if (!FORMS.getOrDefault(member, Pattern.compile("")).matcher(text).matches()) {
            throw json.fault("not a " + member + ": " + text, null);
          }
          texts.put(member, text);
        });
    Identities identities =
        new Identities(
            Oid.fromHex(texts.getOrDefault("gitTree", "")),
            texts.getOrDefault("swhidDirectory", ""),
            Optional.ofNullable(texts.get("swhidRevision")),
            sri(texts.getOrDefault("narSha256", "")),
            Optional.ofNullable(texts.get("goH1")));
    if (!identities.narSri().equals(texts.get("narSha256"))) {
      throw json.fault("not a narSha256: " + texts.get("narSha256"), null);
    }
    return identities;
  }

  private static Digest sri(String text) {
    byte[] digest = Base64.getDecoder().decode(text.substring(text.indexOf('-') + 1));
    return Digest.of(DigestAlgorithm.SHA256, digest);
  }
}
