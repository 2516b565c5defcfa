package ai.pmoves.dox.domain.extract;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;

/** Finds formulas that stand within a text: perhaps an operand, a relation and what it is related to. */
public final class Formulas {
    private static final String OPERAND = "[\\p{L}\\d_(\\[√∑∏∫Δ-][\\p{L}\\p{M}\\d_.,()\\[\\]^%′²³₀-₉]*";
    private static final String TERM = OPERAND + "(?:\\s*[-+*/·×÷^]\\s*" + OPERAND + "){0,12}";
    private static final Pattern INLINE = Pattern.compile(
            "(?<![\\p{L}\\d_?&/=])(?:" + TERM + "\\s*)?[=≈≤≥∝→←](?!=)\\s*" + TERM, Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern URL = Pattern.compile("\\bhttps?://\\S+");

    private Formulas() {}

    /** Returns the formulas in their order, each once. */
    public static List<String> of(String text) {
        if (text.chars().noneMatch(c -> "=≈≤≥∝→←".indexOf(c) >= 0)) {
            return List.of();
        }
        var formulas = new LinkedHashSet<String>();
        var matcher = INLINE.matcher(URL.matcher(text).replaceAll(" "));
        while (matcher.find()) {
            var formula = matcher.group().strip().replaceAll("[.,]+$", "");
            if (formula.length() > 2) {
                formulas.add(formula);
            }
        }
        return new ArrayList<>(formulas);
    }
}
