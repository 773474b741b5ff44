package org.gitsnapshot.state;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.gitsnapshot.hash.Oid;
import org.gitsnapshot.objects.CommitLinks;
import org.gitsnapshot.objects.ObjectReader;
import org.jspecify.annotations.Nullable;

/**
 * The commits that a walk from the newest to the oldest has still to visit. Of equal times the one
 * comes first that was met first; each commit is read once, when it is met.
 */
final class CommitQueue {
  private final ObjectReader reader;
  private final Map<Oid, Node> met = new HashMap<>();
  private final PriorityQueue<Place> places =
      new PriorityQueue<>(
          Comparator.comparing((Place place) -> place.node.time, Long::compareUnsigned)
              .reversed()
              .thenComparingLong(Place::number));
  private long numbers;

  /** A commit with what the walk has found out about it. */
  static final class Node {
    final Oid id;
    final long time;
    private final List<Oid> parents;

    /** A bit for each of the candidates that are known to contain this commit. */
    int within;

    Node(Oid id, CommitLinks links) {
      this.id = id;
      this.time = links.time();
      this.parents = links.parents();
    }
  }

  /** A node's place in the queue. */
  private record Place(Node node, long number) {}

  CommitQueue(ObjectReader reader) {
    this.reader = reader;
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /** Returns whether all commits that wait have this bit. */
  boolean allWithin(int bit) {
    return places.stream().allMatch(place -> (place.node.within & bit) != 0);
  }

  /** Takes the next commit, null at the end. */
  @Nullable Node poll() {
    Place place = places.poll();
    return place == null ? null : place.node;
  }

  /** Adds the commit that the walk begins with. */
  void addFirst(Oid commit) throws IOException {
    add(meet(commit));
  }

  /** Adds a commit that was taken and not visited, behind those of its time. */
  void add(Node node) {
    places.add(new Place(node, numbers++));
  }

  /** Adds the parents that were not met before, and gives all of them the node's bits. */
  void addParents(Node node) throws IOException {
    for (Node parent : parents(node)) {
      parent.within |= node.within;
    }
  }

  private List<Node> parents(Node node) throws IOException {
    List<Node> parents = new ArrayList<>(node.parents.size());
    for (Oid id : node.parents) {
      Node parent = met.get(id);
      if (parent == null) {
        parent = meet(id);
        add(parent);
      }
      parents.add(parent);
    }
    return parents;
  }

  private Node meet(Oid commit) throws IOException {
    Node node = new Node(commit, CommitLinks.read(reader, commit));
    met.put(commit, node);
    return node;
  }
}
