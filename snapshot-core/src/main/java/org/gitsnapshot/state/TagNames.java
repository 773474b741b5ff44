package org.gitsnapshot.state;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gitsnapshot.attributes.Wildmatch;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.io.ByteString;
import org.gitsnapshot.objects.ObjectReader;
import org.gitsnapshot.objects.RefList;
import org.gitsnapshot.objects.RefList.NamedRef;
import org.gitsnapshot.pretty.DescribeOptions;
import org.jspecify.annotations.Nullable;

/** For each commit the one tag that git-describe(1) calls it by. */
final class TagNames {
  private static final ByteString TAGS = ByteString.utf8("refs/tags/");

  private final Map<Oid, TagName> names = new HashMap<>();

  /** Collects the tags that the patterns of the options let pass, annotated or not. */
  TagNames(RefList refs, DescribeOptions options, ObjectReader reader) throws IOException {
    List<Wildmatch> match = compile(options.match());
    List<Wildmatch> exclude = compile(options.exclude());
    for (NamedRef ref : refs.refs()) {
      if (!ref.name().startsWith(TAGS)) {
        continue;
      }
      ByteString name = ref.name().substring(TAGS.length(), ref.name().length());
      boolean passes = match.isEmpty() || matchesAny(match, name);
      if (passes && !matchesAny(exclude, name)) {
        add(ref, new TagName(ref, name), reader);
      }
    }
  }

  private static List<Wildmatch> compile(List<ByteString> patterns) {
    // Stars match slashes too.
    return patterns.stream().map(pattern -> Wildmatch.compile(pattern, false)).toList();
  }

  private static boolean matchesAny(List<Wildmatch> patterns, ByteString name) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(name, 0));
  }

  private void add(NamedRef ref, TagName name, ObjectReader reader) throws IOException {
    TagName known = names.get(ref.peeled());
    if (known == null || name.isBetterThan(known, reader)) {
      names.put(ref.peeled(), name);
    }
  }

  boolean isEmpty() {
    return names.isEmpty();
  }

  @Nullable TagName of(Oid commit) {
    return names.get(commit);
  }
}
