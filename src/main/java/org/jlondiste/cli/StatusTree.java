package org.jlondiste.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jlondiste.operation.NodeStatus;
import org.jlondiste.operation.ShowStatus;

/** A set as a tree: each node under its provider, shallow branches first. */
final class StatusTree {
  private static final int TITLE_WIDTH = 60;
  private static final int LINE_WIDTH = 30;

  private final StatusLines words;
  private final List<Branch> roots;

  /** A node with those behind it. */
  private record Branch(NodeStatus status, List<Branch> children) {
    int levels() {
      return children.stream().mapToInt(child -> child.levels() + 1).max().orElse(0);
    }

    int descendants() {
      return children.stream().mapToInt(child -> child.descendants() + 1).sum();
    }
  }

  private static final Comparator<Branch> ORDER =
      Comparator.comparingInt(Branch::levels)
          .thenComparingInt(Branch::descendants)
          .thenComparing(branch -> StatusLines.service(branch.status()))
          .thenComparing(branch -> branch.status().member().name());

  StatusTree(ShowStatus.Report report, StatusLines words) {
    this.words = words;
    this.roots = grow(report.nodes());
  }

  /** Prints every node with its lines below it. */
  void printTo(PrintStream out) {
    List<String> pending = new ArrayList<>();
    roots.forEach(root -> print(root, "", pending, out));
    printLines(pending, " ", out);
  }

  /** Prints every node in one line. */
  void printCompactTo(PrintStream out) {
    roots.forEach(root -> printCompact(root, "", out));
  }

  /** The nodes without a known provider, with all others behind them; the root first. */
  private static List<Branch> grow(List<NodeStatus> nodes) {
    Set<String> names = new HashSet<>();
    nodes.forEach(node -> names.add(node.member().name()));
    Set<String> placed = new HashSet<>();
    List<Branch> roots = new ArrayList<>();
    List<NodeStatus> tops = new ArrayList<>(nodes);
    tops.sort(Comparator.comparing(node -> !node.isRoot()));
    for (NodeStatus node : tops) {
      boolean hasProvider = node.provider().filter(names::contains).isPresent();
      if (!hasProvider || node.member().dead()) {
        roots.add(branch(node, nodes, placed));
      }
    }
    for (NodeStatus node : nodes) {
      if (!placed.contains(node.member().name())) {
        roots.add(branch(node, nodes, placed));
      }
    }
    return roots;
  }

  private static Branch branch(NodeStatus node, List<NodeStatus> nodes, Set<String> placed) {
    placed.add(node.member().name());
    List<Branch> children = new ArrayList<>();
    for (NodeStatus other : nodes) {
      boolean child = other.provider().filter(node.member().name()::equals).isPresent();
      if (child && !other.member().dead() && !placed.contains(other.member().name())) {
        children.add(branch(other, nodes, placed));
      }
    }
    children.sort(ORDER);
    return new Branch(node, children);
  }

  /** Prints a node; its lines wait until it is known what follows them. */
  private void print(Branch branch, String prefix, List<String> pending, PrintStream out) {
    String stem = prefix.isEmpty() ? "" : prefix.substring(0, prefix.length() - 1);
    printLines(pending, stem + "|", out);
    out.println(stem + (prefix.isEmpty() ? "" : "+--: ") + words.title(branch.status()));
    pending.clear();
    pending.addAll(words.lines(branch.status()));
    for (int i = 0; i < branch.children().size(); i++) {
      boolean last = i == branch.children().size() - 1;
      print(branch.children().get(i), prefix + (last ? "   " : "  |"), pending, out);
    }
  }

  private static void printLines(List<String> lines, String prefix, PrintStream out) {
    for (String line : lines) {
      out.println(padded(prefix, LINE_WIDTH) + line);
    }
  }

  private void printCompact(Branch branch, String prefix, PrintStream out) {
    StringBuilder line = new StringBuilder();
    line.append(padded(prefix + words.title(branch.status()), TITLE_WIDTH));
    words.lines(branch.status()).forEach(text -> line.append(padded(text, LINE_WIDTH)));
    out.println(line.toString().stripTrailing());
    branch.children().forEach(child -> printCompact(child, prefix + "   ", out));
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
