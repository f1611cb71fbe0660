package subtext.bench;

import java.util.ArrayList;
import java.util.List;

/** How long people wait for a command. */
public record StartReport(
    String kind, int rounds, MachineFacts machine, String commit, List<StartRow> rows)
    implements Result {
  private static final List<String> HEADER = List.of("command", "s", "min", "max");

  /** Seconds of wall time, and those of each run. */
  public record StartRow(String key, String name, Summary seconds, List<Double> runs) {
    static StartRow of(String key, String name, List<Double> runs) {
      return new StartRow(key, name, Summary.of(runs, Double::doubleValue), List.copyOf(runs));
    }

    private List<String> cells() {
      return List.of(
          name,
          Table.number("%.2f", seconds.median()),
          Table.number("%.2f", seconds.min()),
          Table.number("%.2f", seconds.max()));
    }
  }

  static StartReport of(Settings settings, MachineFacts machine, List<StartRow> rows) {
    return new StartReport(
        Kind.START.toString(),
        settings.rounds(),
        machine,
        MachineFacts.commit(settings.home()),
        rows);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(machine.line(commit));
    lines.add("%s: wall time, %d runs each after one that is not counted".formatted(kind, rounds));
    lines.add("");
    lines.addAll(Table.aligned(HEADER, rows.stream().map(StartRow::cells).toList()));
    return lines;
  }
}
