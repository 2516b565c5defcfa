package ai.pmoves.dox.domain.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** In which form findings are summarised, and for which task. */
public enum SummaryStyle {
    BULLET(
            8,
            "Summarize the following workspace findings into crisp bullet points. Focus on quantitative metrics,"
                    + " noteworthy trends, and anomalies."),
    EXECUTIVE(
            5, "Write an executive-ready summary that highlights the overall status, key wins, and areas of concern."),
    ACTION_ITEMS(6, "Review the findings and produce concrete action items. Each action should include the rationale.");

    private static final String INTRODUCTION = "This workspace consolidates key findings across uploaded artifacts.";
    private static final int COLUMNS = 90;

    private final int maxFindings;
    private final String prompt;

    SummaryStyle(int maxFindings, String prompt) {
        this.maxFindings = maxFindings;
        this.prompt = prompt;
    }

    /** The name that clients use, for example {@code action_items}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the style of this name. */
    public static Optional<SummaryStyle> parse(String text) {
        return Arrays.stream(values())
                .filter(style -> style.text().equals(text))
                .findFirst();
    }

    /** The task in words. */
    public String prompt() {
        return prompt;
    }

    /** Puts the first five to eight findings, a line each, into words. */
    public String write(List<String> findings) {
        var first = findings.subList(0, Math.min(maxFindings, findings.size()));
        return switch (this) {
            case BULLET -> first.stream().map(finding -> "• " + finding).collect(Collectors.joining("\n"));
            case EXECUTIVE -> wrapped(INTRODUCTION + " " + String.join(" ", first));
            case ACTION_ITEMS ->
                IntStream.range(0, first.size())
                        .mapToObj(i -> "%d. Review insight: %s and confirm next steps with stakeholders."
                                .formatted(i + 1, first.get(i)))
                        .collect(Collectors.joining("\n"));
        };
    }

    /** In lines of at most 90 characters, but for words that are longer. */
    private static String wrapped(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.strip().split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return String.join("\n", lines);
    }
}
