import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** {@code Budget TRACE}: where the time of a step goes, by libtorch's own trace as {@code Engine profile} writes it. */
public final class Budget {
  private static final String OUTSIDE = "outside of libtorch's operators: Java, JNI, the walk over the graph";
  // in this order: the first that fits counts
  private static final Map<String, Pattern> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("matrix products and convolutions", Pattern.compile("mm|linear|convolution|conv1d|matmul|einsum"));
    KINDS.put("copies, zeros, new arrays", Pattern.compile(
        "copy|clone|contiguous|cat|stack|zero|fill|empty|index|gather|pad|ones|repeat|resize|arange|where"));
    KINDS.put("softmax, norms", Pattern.compile("softmax|norm"));
    KINDS.put("views", Pattern.compile("view|reshape|transpose|permute|expand|slice|select|squeeze|split|narrow|"
        + "as_strided|aten::t$|alias|detach|unfold|flatten|::_?unsafe|aten::to$|item|local_scalar"));
    KINDS.put("activations", Pattern.compile("gelu"));
    KINDS.put("other element-wise work and sums", Pattern.compile(""));
  }

  private static final class Event {
    final String name;
    final double start;
    final double end;
    double own;

    Event(JsonNode event) {
      name = event.get("name").textValue();
      start = event.get("ts").doubleValue();
      own = event.get("dur").doubleValue();
      end = start + own;
    }
  }

  private static final class Sum {
    double micros;
    int calls;
  }

  public static void main(String[] args) throws IOException {
    JsonNode trace = new ObjectMapper().readTree(Path.of(args[0]).toFile());
    Map<Integer, List<Event>> threads = new HashMap<>();
    for (JsonNode event : trace.isArray() ? trace : trace.get("traceEvents")) {
      if ("X".equals(event.path("ph").textValue())) {
        threads.computeIfAbsent(event.get("tid").intValue(), thread -> new ArrayList<>()).add(new Event(event));
      }
    }
    threads.values().forEach(Budget::leaveOutChildren);
    List<Event> events = threads.values().stream().flatMap(List::stream).toList();
    double span = events.stream().mapToDouble(event -> event.end).max().orElseThrow()
        - events.stream().mapToDouble(event -> event.start).min().orElseThrow();

    Map<String, Sum> sums = new LinkedHashMap<>();
    KINDS.keySet().forEach(kind -> sums.put(kind, new Sum()));
    sums.put(OUTSIDE, new Sum());
    sums.get(OUTSIDE).micros = span;
    for (Event event : events) {
      boolean operator = event.name.startsWith("aten::");
      Sum sum = sums.get(operator ? kind(event.name) : OUTSIDE);
      if (operator) {
        sum.micros += event.own;
        sum.calls++;
        sums.get(OUTSIDE).micros -= event.own;
      }
    }
    System.out.println("| | ms | share | calls |\n|---|---|---|---|");
    sums.forEach((kind, sum) -> System.out.printf(Locale.ROOT, "| %s | %.1f | %.0f %% | %s |%n", kind, sum.micros / 1e3,
        100 * sum.micros / span, sum.calls == 0 ? "" : Integer.toString(sum.calls)));
    System.out.printf(Locale.ROOT, "| together | %.1f | | |%n", span / 1e3);
  }

  private static String kind(String name) {
    return KINDS.entrySet().stream().filter(kind -> kind.getValue().matcher(name).find()).findFirst().orElseThrow()
        .getKey();
  }

  /** An event's time holds that of the events within it. */
  private static void leaveOutChildren(List<Event> events) {
    events.sort(Comparator.<Event>comparingDouble(event -> event.start).thenComparingDouble(event -> -event.end));
    Deque<Event> open = new ArrayDeque<>();
    for (Event event : events) {
      while (!open.isEmpty() && event.start >= open.peek().end - 1e-6) {
        open.pop();
      }
      if (!open.isEmpty()) {
        open.peek().own -= event.end - event.start;
      }
      open.push(event);
    }
  }
}
